package io.granary.examples.cities;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads text as RFC 4180 describes it, one record at a time: commas between fields, quotes around fields that hold commas, quotes or
 * line breaks, and a quote within quotes written twice. Lines end with CR LF or LF alone.
 *
 * <p>Not thread-safe. Whoever makes it closes it, and its reader with it.
 */
final class CsvReader implements Closeable {

    private static final int END = -1;

    private final Reader in;
    private int ahead;
    private long record;

    private CsvReader(Reader in, int ahead) {
        this.in = in;
        this.ahead = ahead;
    }

    /** {@return a reader at the first record} */
    static CsvReader of(Reader in) throws IOException {
        return new CsvReader(in, in.read());
    }

    /**
     * {@return the fields of the next record, empty at the end; an empty line is a record with one empty field}
     *
     * @throws IOException if the text is not as RFC 4180 describes it, naming the record
     */
    Optional<List<String>> next() throws IOException {
        if (ahead == END) {
            return Optional.empty();
        }
        record++;
        List<String> fields = new ArrayList<>();
        do {
            fields.add(ahead == '"' ? quoted() : plain());
        } while (commaFollows());
        return Optional.of(List.copyOf(fields));
    }

    private String plain() throws IOException {
        StringBuilder text = new StringBuilder();
        while (ahead != ',' && ahead != '\n' && ahead != '\r' && ahead != END) {
            if (ahead == '"') {
                throw malformed("there is a quote in a field that does not begin with one");
            }
            text.append((char) take());
        }
        return text.toString();
    }

    private String quoted() throws IOException {
        StringBuilder text = new StringBuilder();
        take();
        while (true) {
            int found = take();
            if (found == END) {
                throw malformed("the text ends within quotes");
            } else if (found != '"') {
                text.append((char) found);
            } else if (ahead == '"') {
                text.append((char) take());
            } else {
                return text.toString();
            }
        }
    }

    /** Reads what ends a field: a comma, after which another field comes, or the end of the record. */
    private boolean commaFollows() throws IOException {
        int found = take();
        if (found == '\r' && ahead == '\n') {
            found = take();
        }
        if (found != ',' && found != '\n' && found != END) {
            throw malformed("a field is followed by neither a comma nor the end of the line");
        }
        return found == ',';
    }

    private int take() throws IOException {
        int taken = ahead;
        ahead = taken == END ? END : in.read();
        return taken;
    }

    private IOException malformed(String what) {
        return new IOException("Record " + record + " is malformed: " + what + ".");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
