package io.granary.examples.snippets;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The Java files of a repository by the names of their classes, and what stands above their methods. Reads text only, so that no module is needed. */
final class TestSources {

    private static final Set<Path> SKIPPED = Set.of(Path.of("target"), Path.of(".git"));

    private final Map<String, List<Path>> files;

    private TestSources(Map<String, List<Path>> files) {
        this.files = files;
    }

    /** {@return the Java files below a folder, except what a build made} */
    static TestSources below(Path root) throws IOException {
        Map<String, List<Path>> files = new HashMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {

            /** Not even into it: other modules are built meanwhile, and what they make comes and goes. */
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(folder.getFileName()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    files.computeIfAbsent(name.replace(".java", ""), unknown -> new ArrayList<>())
                            .add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new TestSources(files);
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
