package io.granary.engine.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The statements of {@code text-corpus.txt}, which says how it is written. */
final class TextCorpus {

    private TextCorpus() {}

    record Entry(String title, Map<String, String> lines) {

        String line(String key) {
            return lines.getOrDefault(key, "").replace('⏎', '\n').replace('␀', '\0');
        }

        /** What a database is sent, or an exclamation mark and words of the error; empty when it is not asked. */
        String expected(String database) {
            String text = line(lines.containsKey(database) ? database : "all");
            return text.equals("=") ? line("in") : text;
        }

        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            names().forEach(name -> values.put(name, 1));
            return values;
        }

        List<String> names() {
            return Stream.of(line("names").split(" ", -1))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
    }

    static List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String block : read().split("={8,}\n", 2)[1].split("\n{2,}", -1)) {
            String[] lines = block.split("\n", -1);
            Map<String, String> keys = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int space = lines[i].indexOf(' ');
                if (space > 0) {
                    keys.put(lines[i].substring(0, space), lines[i].substring(space + 1));
                }
            }
            entries.add(new Entry(lines[0], keys));
        }
        return entries;
    }

    private static String read() throws IOException {
        try (InputStream in = TextCorpus.class.getResourceAsStream("text-corpus.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
