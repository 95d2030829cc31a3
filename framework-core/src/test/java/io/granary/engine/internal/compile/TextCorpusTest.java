package io.granary.engine.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.CompileException;
import io.granary.sql.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TextCorpusTest {

    private static final Map<String, CompilerOptions> DATABASES =
            Map.of("pg", CompilerOptions.postgresql(), "my", CompilerOptions.mysql(), "h2", CompilerOptions.h2());

    private record Entry(String title, Map<String, String> lines) {

        String line(String key) {
            return lines.getOrDefault(key, "").replace('⏎', '\n').replace('␀', '\0');
        }

        List<String> names() {
            return Stream.of(line("names").split(" ", -1))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> sendsEachDatabaseWhatTheCorpusSays() throws IOException {
        return corpus().stream()
                .flatMap(entry -> DATABASES.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .filter(database -> entry.lines().containsKey(database.getKey())
                                || entry.lines().containsKey("all"))
                        .map(database -> DynamicTest.dynamicTest(
                                database.getKey() + ": " + entry.title(),
                                () -> check(entry, database.getKey(), database.getValue()))));
    }

    @Test
    void holdsAtLeastEightyStatements() throws IOException {
        assertThat(corpus()).hasSizeGreaterThan(80).allSatisfy(entry -> {
            assertThat(entry.lines()).containsKey("in");
            assertThat(entry.lines().keySet()).containsAnyOf("all", "pg", "my", "h2");
        });
    }

    private static void check(Entry entry, String database, CompilerOptions options) {
        StatementCompiler compiler = StatementCompiler.of(options);
        String expected = entry.line(entry.lines().containsKey(database) ? database : "all");
        Map<String, Object> values = new LinkedHashMap<>();
        entry.names().forEach(name -> values.put(name, 1));
        if (expected.startsWith("! ")) {
            assertThatThrownBy(() -> compiler.compile(Sql.text(entry.line("in")), List.of(values)))
                    .isInstanceOf(CompileException.class)
                    .message()
                    .containsIgnoringCase(expected.substring(2).toLowerCase(Locale.ROOT));
            return;
        }
        BoundStatement bound = compiler.compile(Sql.text(entry.line("in")), List.of(values));
        assertThat(bound.sql()).isEqualTo(expected.equals("=") ? entry.line("in") : expected);
        assertThat(bound.compiled().bindNames().stream().distinct().toList()).isEqualTo(entry.names());
    }

    private static List<Entry> corpus() throws IOException {
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
        try (InputStream in = TextCorpusTest.class.getResourceAsStream("text-corpus.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
