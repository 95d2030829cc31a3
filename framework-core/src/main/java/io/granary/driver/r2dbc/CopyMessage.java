package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.Channel;

/** What r2dbc-postgresql gathers the bytes of one message of a copy in; tells them when they have been put on the way. */
final class CopyMessage extends CompositeByteBuf {

    private static final int COMPONENTS = 16;

    private final Channel channel;

    CopyMessage(ByteBufAllocator allocator, Channel channel) {
        super(allocator, false, COMPONENTS);
        this.channel = channel;
    }

    @Override
    public CompositeByteBuf addComponent(boolean increaseWriterIndex, ByteBuf buffer) {
        if (buffer instanceof CopyPart part) {
            part.isIn(channel);
        }
        return super.addComponent(increaseWriterIndex, buffer);
    }
}
