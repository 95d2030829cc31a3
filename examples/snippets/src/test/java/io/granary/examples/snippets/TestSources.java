package io.granary.examples.snippets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java files of a repository by the names of their classes, and what stands above their methods. Reads text only, so that no module is needed. */
final class TestSources {

    private final Map<String, List<Path>> files;

    private TestSources(Map<String, List<Path>> files) {
        this.files = files;
    }

    /** {@return the Java files below a folder, except what a build made} */
    static TestSources below(Path root) throws IOException {
        Map<String, List<Path>> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !contains(root.relativize(file), Path.of("target")))
                    .forEach(file -> files.computeIfAbsent(
                                    file.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                            .add(file));
        }
        return new TestSources(files);
    }

    private static boolean contains(Path path, Path folder) {
        for (Path each : path) {
            if (each.equals(folder)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether there is a class of that name in a file of its own} */
    boolean has(String className) {
        return files.containsKey(className);
    }

    /**
     * {@return for each class of that name that has the method, the annotations and comments above the class and above the method, and
     * its name; empty if there is none}
     */
    List<String> marksOf(String className, String method) throws IOException {
        Pattern declaration = Pattern.compile("\\bvoid " + Pattern.quote(method) + "\\(");
        List<String> found = new ArrayList<>();
        for (Path file : files.getOrDefault(className, List.of())) {
            List<String> lines = Files.readAllLines(file);
            int declared = first(lines, declaration);
            if (declared >= 0) {
                int top = first(lines, Pattern.compile("\\b(class|interface|record) " + className + "\\b"));
                found.add(above(lines, top) + above(lines, declared) + method);
            }
        }
        return found;
    }

    private static int first(List<String> lines, Pattern pattern) {
        for (int line = 0; line < lines.size(); line++) {
            if (pattern.matcher(lines.get(line)).find()) {
                return line;
            }
        }
        return -1;
    }

    /** From the last empty line before. */
    private static String above(List<String> lines, int line) {
        int from = line;
        while (from > 0 && !lines.get(from - 1).isBlank()) {
            from--;
        }
        return String.join("\n", lines.subList(from, Math.max(line, 0)));
    }
}
