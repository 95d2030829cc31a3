package io.granary.driver.r2dbc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.resolver.AddressResolverGroup;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * The event loop of a connection, with a memory of the channels that the attempt to connect opened.
 *
 * <p>r2dbc-postgresql 1.1.3 leaves its socket open when the server has no TLS and it was required, until the server hangs up a minute
 * later; and no driver promises to close what is given up in the middle of a handshake. So whoever gives up an attempt closes its
 * channels here, and so does whoever gives up a connection that does not close.
 */
final class OpeningChannels implements LoopResources {

    private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();
    private final EventLoop loop = EventLoops.SHARED.next();

    /** The link that was opened last. What finds a server is opened for a link, behind it. */
    private volatile @Nullable Channel last;

    /** Closes what the attempt opened; what is closed already is no error. */
    void close() {
        for (Channel channel = channels.poll(); channel != null; channel = channels.poll()) {
            close(channel);
        }
    }

    private static void close(Channel channel) {
        ChannelFuture unused = channel.close();
    }

    /**
     * Closes what was needed to find the server, once the connection stands, and not only when its link is closed: a resolver of names opens a socket, and
     * r2dbc-postgresql 1.1.3, which makes one for each link, never closes it. A thousand of them were all the files that many a process may have open.
     */
    void found() {
        for (Channel channel : channels) {
            if (channel instanceof DatagramChannel) {
                close(channel);
            }
        }
    }

    /** Has something run once all that are open now are closed, at once if none is. */
    void whenClosed(Runnable action) {
        channels.removeIf(channel -> !channel.isOpen());
        AtomicInteger open = new AtomicInteger(1);
        for (Channel channel : channels) {
            open.incrementAndGet();
            afterwards(channel, () -> countDown(open, action));
        }
        countDown(open, action);
    }

    private static void afterwards(Channel channel, Runnable action) {
        ChannelFuture unused = channel.closeFuture().addListener(closed -> action.run());
    }

    private static void countDown(AtomicInteger open, Runnable action) {
        if (open.decrementAndGet() == 0) {
            action.run();
        }
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        C channel =
                EventLoops.channel(type).map(type::cast).orElseGet(() -> LoopResources.super.onChannel(type, group));
        // The only time at which a channel is ours to see: a copy needs to know when what it gave has left.
        channel.config().setAllocator(new CopyBuffers(channel.alloc(), channel));
        channels.add(channel);
        Channel link = last;
        afterwards(channel, () -> channels.remove(channel));
        if (!(channel instanceof DatagramChannel)) {
            last = channel;
        } else if (link != null) {
            // As that of an order to stop a statement, which goes by a link of its own on the connection's loop.
            afterwards(link, () -> close(channel));
        }
        return channel;
    }

    /** One loop for all channels of the attempt, so that each connection takes one turn of them. */
    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loop;
    }

    @Override
    public boolean daemon() {
        return true;
    }

    /** Finds servers by their names, anew for this attempt; for drivers that can be told so. */
    AddressResolverGroup<?> resolver() {
        return NameResolverProvider.builder().build().newNameResolverGroup(this, LoopResources.DEFAULT_NATIVE);
    }

    /**
     * The same of all: Reactor Netty keeps, for good, a resolver for each number that its loops have here, which nobody uses, as both drivers have one of their own.
     */
    @Override
    public int hashCode() {
        return OpeningChannels.class.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }
}
