package io.granary.examples.cities;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The cities of {@code cities.csv.gz}, read from the class path a batch at a time. Reading blocks, so it belongs on a thread that may.
 *
 * <p>Not thread-safe, but may be handed from thread to thread. Whoever opens it closes it.
 */
public final class CityFile implements Closeable {

    private static final String NAME = "/cities.csv.gz";

    private final CsvReader records;

    private CityFile(CsvReader records) {
        this.records = records;
    }

    /**
     * {@return the file at its first city}
     *
     * @throws IOException when it is not on the class path, or cannot be read
     */
    public static CityFile open() throws IOException {
        InputStream packed = CityFile.class.getResourceAsStream(NAME);
        if (packed == null) {
            throw new FileNotFoundException(NAME + " is not on the class path.");
        }
        CsvReader records = CsvReader.of(
                new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8)));
        records.next(); // the header
        return new CityFile(records);
    }

    /**
     * {@return the next cities, fewer than asked for at the end, then none}
     *
     * @param count how many, at most
     * @throws IOException when the file cannot be read
     */
    public List<City> next(int count) throws IOException {
        List<City> cities = new ArrayList<>(count);
        while (cities.size() < count) {
            Optional<List<String>> record = records.next();
            if (record.isEmpty()) {
                break;
            }
            cities.add(City.of(record.get()));
        }
        return cities;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
