package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.Channel;

/**
 * The buffers of a channel as its own allocator makes them, but for those that messages of a copy are gathered in.
 *
 * @param target the channel's own
 * @param channel which channel
 */
record CopyBuffers(ByteBufAllocator target, Channel channel) implements ByteBufAllocator {

    @Override
    public CompositeByteBuf compositeBuffer() {
        return new CopyMessage(target, channel);
    }

    @Override
    public ByteBuf buffer() {
        return target.buffer();
    }

    @Override
    public ByteBuf buffer(int initialCapacity) {
        return target.buffer(initialCapacity);
    }

    @Override
    public ByteBuf buffer(int initialCapacity, int maxCapacity) {
        return target.buffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBuf ioBuffer() {
        return target.ioBuffer();
    }

    @Override
    public ByteBuf ioBuffer(int initialCapacity) {
        return target.ioBuffer(initialCapacity);
    }

    @Override
    public ByteBuf ioBuffer(int initialCapacity, int maxCapacity) {
        return target.ioBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBuf heapBuffer() {
        return target.heapBuffer();
    }

    @Override
    public ByteBuf heapBuffer(int initialCapacity) {
        return target.heapBuffer(initialCapacity);
    }

    @Override
    public ByteBuf heapBuffer(int initialCapacity, int maxCapacity) {
        return target.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBuf directBuffer() {
        return target.directBuffer();
    }

    @Override
    public ByteBuf directBuffer(int initialCapacity) {
        return target.directBuffer(initialCapacity);
    }

    @Override
    public ByteBuf directBuffer(int initialCapacity, int maxCapacity) {
        return target.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public CompositeByteBuf compositeHeapBuffer() {
        return target.compositeHeapBuffer();
    }

    @Override
    public CompositeByteBuf compositeHeapBuffer(int maxNumComponents) {
        return target.compositeHeapBuffer(maxNumComponents);
    }

    @Override
    public CompositeByteBuf compositeDirectBuffer() {
        return target.compositeDirectBuffer();
    }

    @Override
    public CompositeByteBuf compositeDirectBuffer(int maxNumComponents) {
        return target.compositeDirectBuffer(maxNumComponents);
    }

    @Override
    public CompositeByteBuf compositeBuffer(int maxNumComponents) {
        return target.compositeBuffer(maxNumComponents);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return target.isDirectBufferPooled();
    }

    @Override
    public int calculateNewCapacity(int minNewCapacity, int maxCapacity) {
        return target.calculateNewCapacity(minNewCapacity, maxCapacity);
    }
}
