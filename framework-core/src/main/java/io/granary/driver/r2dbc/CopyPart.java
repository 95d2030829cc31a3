package io.granary.driver.r2dbc;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The bytes of one message of a copy, sent when those of the message before have left.
 *
 * <p>When a copy fails, r2dbc-postgresql (1.1.3) releases the message that it took last, although that may still wait behind another to be sent; sending it then fails, and
 * the connection with it. So no message is given to it that would have to wait: each is given on the thread of the channel when the one before has been flushed.
 */
final class CopyPart extends UnpooledHeapByteBuf {

    private final CompletableFuture<Optional<Channel>> sent = new CompletableFuture<>();
    private volatile @Nullable Channel channel;

    private CopyPart(byte[] array, int start, int length) {
        super(UnpooledByteBufAllocator.DEFAULT, array, array.length);
        setIndex(start, start + length);
    }

    static CopyPart of(ByteBuffer given) {
        int length = given.remaining();
        if (given.hasArray()) {
            return new CopyPart(given.array(), given.arrayOffset() + given.position(), length);
        }
        byte[] array = new byte[length];
        given.duplicate().get(array);
        return new CopyPart(array, 0, length);
    }

    /** This, when another has been sent. */
    Mono<CopyPart> after(CopyPart other) {
        return Mono.create(sink -> {
            CompletionStage<Void> unused = other.sent.thenAccept(by ->
                    by.ifPresentOrElse(loop -> onLoop(loop, () -> sink.success(this)), () -> sink.success(this)));
        });
    }

    /** The message that it is a part of goes over that channel. */
    void isIn(Channel given) {
        channel = given;
    }

    /** Copied into the buffer that is written next, or not wanted any more. */
    @Override
    protected void deallocate() {
        super.deallocate();
        Channel way = channel;
        if (way == null) {
            sent.complete(Optional.empty());
        } else {
            onLoop(way, () -> {
                // Behind what is being written, so it has left when this has.
                ChannelFuture unused = way.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(flushed -> sent.complete(Optional.of(way)));
            });
        }
    }

    private static void onLoop(Channel way, Runnable task) {
        try {
            way.eventLoop().execute(task);
        } catch (RejectedExecutionException ended) {
            task.run();
        }
    }
}
