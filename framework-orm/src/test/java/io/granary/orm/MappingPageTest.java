package io.granary.orm;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.internal.reading.Supported;
import io.granary.orm.internal.reading.Unsupported;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/mapping.md is what the code says; with {@code GRANARY_WRITE_PAGES} in the environment it is written. */
final class MappingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "mapping.md");

    private static String page() {
        return """
                # Annotations of mapped classes

                What is read of the annotations of Jakarta Persistence, and of Granary's own. What is refused is refused twice: by the annotation processor, on the line
                where it stands, and by `Mappings.of` at start. What only several classes tell together, as a discriminator value or a table that two of them have, is refused
                at start alone. This page is written from the code, and a test compares them.

                ## The annotation processor

                Of `User` it writes `User_`: a table whose fields are the attributes, as in `select(USER).where(USER.name.like("A%%"))` after
                `import static …User_.USER`, and access to objects without reflection. It needs no options; with Maven it is named once:

                ```xml
                <plugin>
                  <artifactId>maven-compiler-plugin</artifactId>
                  <configuration>
                    <annotationProcessorPaths>
                      <path>
                        <groupId>io.granary</groupId>
                        <artifactId>granary-orm</artifactId>
                        <version>${granary.version}</version>
                      </path>
                    </annotationProcessorPaths>
                  </configuration>
                </plugin>
                ```

                With Gradle: `annotationProcessor("io.granary:granary-orm:…")`, which is incremental. Without the processor everything works as well, by
                reflection; `EntityTable.of(User.class).attribute("name", String.class)` is the column then.

                - A field that is not private is read and written directly, a private one by a handle; its getter and setter are never called. A property,
                  where `@Id` stands at a getter, is by its getter and setter. What cannot be named, such as a field of a private class, is by reflection, as
                  a note of the compiler says.
                - Mapped classes are top-level, each in a file of its own, or static classes within others, and not private: what is written for them names
                  them. Their constructor without parameters may be private.
                - The processor claims the annotations of Jakarta Persistence; one of another library that reads them has to be named before it.

                ## At attributes

                %s
                ## At classes

                %s
                ## At methods

                %s
                ## Refused at attributes

                %s
                ## Refused at classes

                %s
                ## Without effect

                These say nothing of the mapping, and are ignored: %s.
                """.formatted(
                        table("what it does", Supported.AT_ATTRIBUTES),
                        table("what it does", Supported.AT_CLASSES),
                        table("when it is called", Supported.AT_METHODS),
                        table("in its place", Unsupported.AT_ATTRIBUTES),
                        table("in its place", Unsupported.AT_CLASSES),
                        new TreeSet<>(Supported.WITHOUT_EFFECT)
                                .stream().map(name -> "`@" + name + "`").collect(Collectors.joining(", ")));
    }

    private static String table(String title, Map<String, String> annotations) {
        return "| annotation | " + title + " |\n|---|---|\n"
                + new TreeSet<>(annotations.keySet())
                        .stream()
                                .map(name -> "| `@" + name + "` | " + annotations.get(name) + " |\n")
                                .collect(Collectors.joining());
    }

    @Test
    void tellsWhatTheCodeSays() throws IOException {
        if (System.getenv("GRANARY_WRITE_PAGES") != null) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void knowsEachAnnotationOfTheSpecification() throws Exception {
        Set<String> said = new HashSet<>(Supported.WITHOUT_EFFECT);
        List.of(
                        Supported.AT_ATTRIBUTES,
                        Supported.AT_CLASSES,
                        Supported.AT_METHODS,
                        Unsupported.AT_ATTRIBUTES,
                        Unsupported.AT_CLASSES)
                .forEach(list -> said.addAll(list.keySet()));
        said.removeAll(Set.of("Json", "GeneratedBy", "LoadedBy", "ColumnProperty", "Validates", "ViewOnly"));

        assertThat(said).containsExactlyInAnyOrderElementsOf(ofTheSpecification());
    }

    /** The annotations that stand somewhere, and not only within others. */
    private static Set<String> ofTheSpecification() throws Exception {
        Set<String> names = new TreeSet<>();
        Path jar = Path.of(
                Entity.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> classes = file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("jakarta/persistence/\\w+\\.class"))
                    .map(name -> name.replace('/', '.').replace(".class", ""))
                    .toList();
            for (String name : classes) {
                Class<?> type = Class.forName(name);
                Target target = type.getAnnotation(Target.class);
                boolean somewhere = target != null
                        && Arrays.stream(target.value())
                                .anyMatch(Set.of(ElementType.FIELD, ElementType.METHOD, ElementType.TYPE)::contains);
                if (type.isAnnotation() && somewhere) {
                    names.add(type.getSimpleName());
                }
            }
        }
        return names;
    }
}
