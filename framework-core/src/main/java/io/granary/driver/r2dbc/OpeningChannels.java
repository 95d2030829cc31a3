package io.granary.driver.r2dbc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of all connections, with a memory of the channels that one attempt to connect opened.
 *
 * <p>r2dbc-postgresql 1.1.3 leaves its socket open when the server has no TLS and it was required, until the server hangs up a minute
 * later; and no driver promises to close what is given up in the middle of a handshake. So whoever gives up an attempt closes its
 * channels here, and so does whoever gives up a connection that does not close.
 */
final class OpeningChannels implements LoopResources {

    private final LoopResources loops = EventLoops.SHARED;
    private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();

    /** Closes what the attempt opened; what is closed already is no error. */
    void close() {
        for (Channel channel = channels.poll(); channel != null; channel = channels.poll()) {
            ChannelFuture unused = channel.close();
        }
    }

    /** Has something run once all that are open now are closed, at once if none is. */
    void whenClosed(Runnable action) {
        channels.removeIf(channel -> !channel.isOpen());
        AtomicInteger open = new AtomicInteger(1);
        for (Channel channel : channels) {
            open.incrementAndGet();
            ChannelFuture unused = channel.closeFuture().addListener(closed -> countDown(open, action));
        }
        countDown(open, action);
    }

    private static void countDown(AtomicInteger open, Runnable action) {
        if (open.decrementAndGet() == 0) {
            action.run();
        }
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        C channel = loops.onChannel(type, group);
        // The only time at which a channel is ours to see: a copy needs to know when what it gave has left.
        channel.config().setAllocator(new CopyBuffers(channel.alloc(), channel));
        channels.add(channel);
        ChannelFuture unused = channel.closeFuture().addListener(closed -> channels.remove(channel));
        return channel;
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
        return loops.onChannelClass(type, group);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loops.onClient(useNative);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(useNative);
    }

    @Override
    public EventLoopGroup onServerSelect(boolean useNative) {
        return loops.onServerSelect(useNative);
    }

    @Override
    public boolean daemon() {
        return loops.daemon();
    }
}
