package io.granary.driver.r2dbc;

import io.netty.channel.Channel;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.ReactorNetty;
import reactor.netty.resources.LoopResources;

/**
 * The threads that read and write the sockets of all engines of a JVM, as long as it runs.
 *
 * <p>One for each processor, where Reactor Netty by itself takes at least four: a loop that serves several connections is woken less often for
 * each. Its property {@code reactor.netty.ioWorkerCount} says otherwise. {@link #next} gives them in turn; Reactor Netty's own group gives who connects on a loop that
 * same one again, as a pool does where an answer makes it connect, and so one loop may come to serve nearly all connections.
 */
final class EventLoops extends MultiThreadIoEventLoopGroup {

    static final EventLoops SHARED = new EventLoops(Integer.getInteger(
            ReactorNetty.IO_WORKER_COUNT, Runtime.getRuntime().availableProcessors()));

    private EventLoops(int threads) {
        super(threads, LoopThread.factory(), Kind.EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... nothing) {
        return new Endless(this, executor, handlers);
    }

    /** {@return a channel that these loops can serve; empty where Reactor Netty is to choose it} */
    static Optional<Channel> channel(Class<? extends Channel> type) {
        if (type == SocketChannel.class) {
            return Optional.of(Kind.EPOLL ? new EpollSocketChannel() : new NioSocketChannel());
        }
        if (type == DatagramChannel.class) {
            return Optional.of(Kind.EPOLL ? new EpollDatagramChannel() : new NioDatagramChannel());
        }
        return Optional.empty();
    }

    /** Known before the loops are: Reactor Netty might prefer others, and would make channels for those. */
    private static final class Kind {

        private static final boolean EPOLL = LoopResources.DEFAULT_NATIVE && Epoll.isAvailable();

        private Kind() {}
    }

    /** Runs something at the end of the turn of the loop whose thread this is, else at once. */
    static void afterwards(Runnable task) {
        for (EventExecutor loop : SHARED) {
            if (loop.inEventLoop()) {
                try {
                    loop.execute(task);
                    return;
                } catch (RejectedExecutionException ending) {
                    break;
                }
            }
        }
        task.run();
    }

    /**
     * A loop of whose end nobody hears, for it has none. r2dbc-postgresql 1.1.3 makes a resolver of names for each connection, which waits for that end to be closed,
     * and which a loop that kept it would keep for good.
     */
    private static final class Endless extends SingleThreadIoEventLoop {

        private Endless(IoEventLoopGroup group, Executor executor, IoHandlerFactory handlers) {
            super(group, executor, handlers);
        }

        @Override
        public Future<?> terminationFuture() {
            return GlobalEventExecutor.INSTANCE.newPromise();
        }
    }

    /** A thread that Reactor refuses to have blocked. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

        private LoopThread(Runnable loop, String name) {
            super(loop, name);
        }

        static ThreadFactory factory() {
            AtomicInteger count = new AtomicInteger();
            return loop -> {
                Thread thread = new LoopThread(loop, "granary-io-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
        }
    }
}
