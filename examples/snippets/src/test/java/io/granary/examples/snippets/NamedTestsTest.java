package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that pages name exist and carry the IDs of their rows, so that {@code -Dgroups=F10} runs all that the page shows of F10. */
class NamedTestsTest {

    private static final Path ROOT = Repository.root();
    /** A row whose first cell has IDs, and its last cell. */
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]{1,3}\\d+[^|]*) \\|.*\\| ([^|]+) \\|$");

    private static final Pattern ID = Pattern.compile("\\b[A-Z]{1,3}\\d+\\b");
    /** {@code Class#method}, {@code Class}, or {@code #method} of the class before. */
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)?(?:#(\\w+))?`");

    @ParameterizedTest
    @ValueSource(strings = {"faults.md", "behaviours.md"})
    void existAndCarryTheIdsOfTheirRows(String page) throws IOException {
        TestSources sources = TestSources.below(ROOT);
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/reference").resolve(page))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                named += check(sources, ids(row.group(1)), row.group(2), wrong);
            }
        }

        assertThat(wrong).as("names in %s", page).isEmpty();
        assertThat(named).as("names found in %s", page).isGreaterThan(100);
    }

    private static List<String> ids(String cell) {
        return ID.matcher(cell).results().map(MatchResult::group).toList();
    }

    private static int check(TestSources sources, List<String> ids, String cell, List<String> wrong)
            throws IOException {
        String className = "";
        int named = 0;
        Matcher name = NAME.matcher(cell);
        while (name.find()) {
            if (name.group(1) != null) {
                className = name.group(1);
            }
            named++;
            if (name.group(2) == null) {
                if (!sources.has(className)) {
                    wrong.add(className + ": there is no such class");
                }
            } else {
                checkMethod(sources, ids, className, name.group(2), wrong);
            }
        }
        return named;
    }

    private static void checkMethod(
            TestSources sources, List<String> ids, String className, String method, List<String> wrong)
            throws IOException {
        List<String> marks = sources.marksOf(className, method);
        if (marks.isEmpty()) {
            wrong.add(className + "#" + method + ": there is no such method");
        }
        for (String each : marks) {
            for (String id : ids) {
                if (!each.contains("Tag(\"" + id + "\")")) {
                    wrong.add(className + "#" + method + ": has no @Tag(\"" + id + "\")");
                }
            }
        }
    }
}
