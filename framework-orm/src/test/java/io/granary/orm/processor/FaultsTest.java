package io.granary.orm.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.EntityTable;
import io.granary.orm.internal.reading.MappingRules;
import io.granary.orm.processor.Compilation.Said;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sources with mistakes in {@code faults}: each is refused on its line, where a comment {@code //!} has what is said of it; and what is said
 * at run time, where the same classes are read by reflection, is all said by the compiler, and of some sources the other way round, too.
 */
final class FaultsTest {

    private static final Path FAULTS = Path.of("src/test/resources/io/granary/orm/processor/faults");
    private static final String MARK = "//! ";
    private static final String SEEN_BY_BOTH = "// Reflection says all of this.";
    private static final String SEEN_BY_COMPILERS_ONLY = "// Reflection cannot read this.";

    static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(FAULTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void areSaidOnTheirLines(Path source) throws IOException {
        List<Said> errors = compile(source, true).said(Diagnostic.Kind.ERROR).stream()
                .sorted(Comparator.comparing(Said::line).thenComparing(Said::text))
                .toList();

        assertThat(errors).containsExactlyElementsOf(marked(source));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void areSaidAsAtRunTime(Path source) throws IOException {
        if (Files.readString(source).contains(SEEN_BY_COMPILERS_ONLY)) {
            return;
        }
        Compilation.Loaded loaded = compile(source, false).load();
        List<EntityTable<?>> tables = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String name : loaded.names()) {
            Class<?> type = loaded.type(name);
            if (type.isAnnotationPresent(Entity.class)) {
                EntityTable<?> table = EntityTable.of(type);
                faults.addAll(table.faults());
                tables.add(table);
            }
        }
        faults.addAll(MappingRules.faults(tables));
        // A class that is none of those mapped is seen when they are mapped together.
        faults.removeIf(fault -> fault.contains("not among the mapped classes"));

        assertThat(marked(source)).extracting(Said::text).containsAll(faults);
        if (Files.readString(source).contains(SEEN_BY_BOTH)) {
            assertThat(faults)
                    .containsAll(marked(source).stream().map(Said::text).toList());
        }
    }

    private static Compilation compile(Path source, boolean processed) throws IOException {
        String name = source.getFileName().toString();
        return Compilation.of(
                Map.of(name, Files.readString(source)), processed, processed ? "-proc:only" : "-proc:none");
    }

    private static List<Said> marked(Path source) throws IOException {
        List<Said> marked = new ArrayList<>();
        List<String> lines = Files.readAllLines(source);
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split(MARK, -1);
            for (int j = 1; j < parts.length; j++) {
                marked.add(new Said("/" + source.getFileName(), i + 1L, parts[j].strip()));
            }
        }
        marked.sort(Comparator.comparing(Said::line).thenComparing(Said::text));
        return marked;
    }
}
