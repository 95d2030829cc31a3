package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages show is what was compiled and run. {@code -Dsnippets.write=true} writes the regions into the pages instead of
 * comparing them.
 */
class DocumentationTest {

    private static final Path ROOT = Repository.root();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)\\s]*)?\\)");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> found = docs.filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(Path.of("README.md")), found.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsTheCodeAsItIs(Path path) throws IOException {
        Page page = new Page(linesOf(path));
        Page fresh = page.refreshed(DocumentationTest::region);
        if (Boolean.getBoolean("snippets.write") && !fresh.equals(page)) {
            Files.writeString(ROOT.resolve(path), String.join("\n", fresh.lines()) + "\n");
            return;
        }

        assertThat(page.lines())
                .as("%s differs from the code; -Dsnippets.write=true writes the code into it", path)
                .isEqualTo(fresh.lines());
    }

    /** Pages that teach. Those on design may sketch. */
    static Stream<Path> lessons() throws IOException {
        return pages().filter(page -> page.getNameCount() == 1 || page.startsWith(Path.of("docs", "tutorial")));
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void showsNoJavaThatIsNotCompiled(Path path) {
        assertThat(new Page(linesOf(path)).looseJava()).as("lines of %s", path).isEmpty();
    }

    static Stream<Path> maps() throws IOException {
        return Stream.concat(
                Stream.of(Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md"), Path.of("docs", "index.md")), lessons());
    }

    @ParameterizedTest
    @MethodSource("maps")
    void linksToFilesThatExist(Path path) {
        List<String> broken = LINK.matcher(String.join("\n", linesOf(path)))
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !target.contains("://"))
                .filter(target -> !Files.exists(ROOT.resolve(path).resolveSibling(target)))
                .toList();

        assertThat(broken).isEmpty();
    }

    private static List<String> region(String file, String name) {
        return Region.of(linesOf(Path.of(file)), name);
    }

    private static List<String> linesOf(Path path) {
        try {
            return Files.readAllLines(ROOT.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
