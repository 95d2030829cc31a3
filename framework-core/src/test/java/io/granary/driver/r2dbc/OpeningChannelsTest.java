package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.NonBlocking;

class OpeningChannelsTest {

    @Test
    void connectionsTakeTheLoopsInTurnAlsoWhereOneLoopOpensAll() throws Exception {
        int loops = EventLoops.SHARED.executorCount();

        Map<EventLoopGroup, Long> taken = EventLoops.SHARED
                .next()
                .submit(OpeningChannelsTest::loopsOfTwentyForEach)
                .get(10, TimeUnit.SECONDS);

        assertThat(taken).hasSize(loops);
        assertThat(taken.values()).allMatch(count -> count == 20);
    }

    private static Map<EventLoopGroup, Long> loopsOfTwentyForEach() {
        List<EventLoopGroup> loops = new ArrayList<>();
        for (int i = 0; i < 20 * EventLoops.SHARED.executorCount(); i++) {
            OpeningChannels channels = new OpeningChannels();
            loops.add(channels.onClient(true));
            // A driver asks several times, for the connection and for what finds its server.
            assertThat(channels.onClient(true).next()).isSameAs(loops.get(i));
        }
        return loops.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void whatFoundTheServerIsClosedOnceTheConnectionStands() throws Exception {
        OpeningChannels channels = new OpeningChannels();
        EventLoop loop = channels.onClient(true).next();
        DatagramChannel finder = channels.onChannel(DatagramChannel.class, loop);
        SocketChannel connection = channels.onChannel(SocketChannel.class, loop);
        loop.register(finder).sync();
        loop.register(connection).sync();

        channels.found();

        assertThat(finder.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(connection.isOpen()).isTrue();
        channels.close();
        assertThat(connection.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLoopKeepsNobodyWhoWaitsForItsEnd() {
        EventLoop loop = EventLoops.SHARED.next();

        assertThat(loop.terminationFuture()).isNotSameAs(loop.terminationFuture());
        assertThat(loop.isTerminated()).isFalse();
    }

    @Test
    void loopsMustNotBeBlocked() throws Exception {
        assertThat(EventLoops.SHARED.next().submit(Thread::currentThread).get(10, TimeUnit.SECONDS))
                .isInstanceOf(NonBlocking.class)
                .matches(Thread::isDaemon)
                .extracting(Thread::getName)
                .asString()
                .startsWith("granary-io");
    }
}
