package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.error.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Chunks of rows in a temporary file, first in, first out. The file is made when it is first written to. Blocks; belongs to one stage. */
final class SpoolFile implements AutoCloseable {

    private final Deque<Integer> sizes = new ArrayDeque<>();
    private @Nullable FileChannel channel;
    private @Nullable RowKeys keys;
    private long writeAt;
    private long readAt;

    boolean isEmpty() {
        return sizes.isEmpty();
    }

    /** How long it is; what was read takes room until all is. */
    long bytes() {
        return writeAt;
    }

    void write(RowChunk chunk) {
        try {
            byte[] written = serialized(chunk.values().toArray(Object[][]::new));
            FileChannel file = opened();
            ByteBuffer rest = ByteBuffer.wrap(written);
            while (rest.hasRemaining()) {
                writeAt += file.write(rest, writeAt);
            }
            keys = chunk.keys();
            sizes.add(written.length);
        } catch (NotSerializableException unknown) {
            throw InvalidRequestException.of(
                    "A row cannot be written to a file: it holds a " + unknown.getMessage()
                            + ", which is not Serializable.",
                    "make the class Serializable, or spool in memory alone");
        } catch (IOException failure) {
            throw new UncheckedIOException("The spool of a stream cannot be written.", failure);
        }
    }

    /** The chunk that was written first; null when there is none. */
    @Nullable RowChunk read() {
        RowKeys known = keys;
        Integer size = sizes.poll();
        if (size == null || known == null) {
            return null;
        }
        try {
            ByteBuffer read = ByteBuffer.allocate(size);
            FileChannel file = opened();
            while (read.hasRemaining()) {
                int more = file.read(read, readAt + read.position());
                if (more < 0) {
                    throw new EOFException("the file is shorter than what was written to it");
                }
            }
            readAt += size;
            if (sizes.isEmpty()) {
                file.truncate(0);
                writeAt = 0;
                readAt = 0;
            }
            return new RowChunk(known, Arrays.asList(deserialized(read.array())));
        } catch (IOException | ClassNotFoundException failure) {
            throw new UncheckedIOException(
                    "The spool of a stream cannot be read.",
                    failure instanceof IOException io ? io : new IOException(failure));
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            // Java makes temporary files for their owner alone.
            Path path = Files.createTempFile("granary-spool-", ".rows");
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    private static byte[] serialized(Object[][] rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(rows);
        }
        return bytes.toByteArray();
    }

    private static Object[][] deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Object[][]) in.readObject();
        }
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        sizes.clear();
        if (open != null) {
            try {
                open.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("The spool of a stream cannot be closed.", failure);
            }
        }
    }
}
