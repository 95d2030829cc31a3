package io.granary.dialect.render;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that are being written, UTF-8 among them. For one thread. */
public final class CopyBuffer {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final int capacity;
    private byte[] bytes;
    private int size;

    /**
     * An empty one.
     *
     * @param capacity how many bytes it has room for before it grows, at least 16; so it has again when what was written is taken
     */
    public CopyBuffer(int capacity) {
        this.capacity = capacity;
        this.bytes = new byte[capacity];
    }

    /** {@return how many bytes were written} */
    public int size() {
        return size;
    }

    /** {@return what was written, which is the caller's; this is empty again} */
    public ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(bytes, 0, size);
        // Not as many as there were: one large row would make all that follow as large.
        bytes = new byte[capacity];
        size = 0;
        return taken;
    }

    /**
     * Writes bytes as they are.
     *
     * @param given read to its end
     */
    public void put(ByteBuffer given) {
        int count = given.remaining();
        reserve(count);
        given.get(bytes, size, count);
        size += count;
    }

    /** Forgets what was written behind a place. */
    void truncate(int length) {
        size = length;
    }

    void put(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    void ascii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    void hex(byte each) {
        reserve(2);
        bytes[size++] = HEX[(each >> 4) & 0xF];
        bytes[size++] = HEX[each & 0xF];
    }

    /** Writes a character; half of a pair becomes a question mark, as it does wherever Java encodes text. */
    void utf8(int codePoint) {
        reserve(4);
        if (codePoint < 0x80) {
            bytes[size++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xC0 | (codePoint >> 6));
            continuation(codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            bytes[size++] = '?';
        } else if (codePoint < 0x10000) {
            bytes[size++] = (byte) (0xE0 | (codePoint >> 12));
            continuation(codePoint >> 6);
            continuation(codePoint);
        } else {
            bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
