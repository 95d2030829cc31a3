package io.granary.examples.snippets;

import java.util.List;
import java.util.stream.IntStream;

/** The lines of a source file between two comments {@code // #name} (in configuration {@code # #name}), without their common indent. */
final class Region {

    private Region() {}

    /**
     * {@return the lines of a region}
     *
     * @param source the lines of the file
     * @param name the region's name
     * @throws IllegalArgumentException unless exactly two comments have the name
     */
    static List<String> of(List<String> source, String name) {
        List<Integer> marks = IntStream.range(0, source.size())
                .filter(line -> isMark(source.get(line), name))
                .boxed()
                .toList();
        if (marks.size() != 2) {
            throw new IllegalArgumentException(
                    "A region begins and ends with a comment '#" + name + "'; found " + marks.size() + " of them.");
        }
        return outdented(source.subList(marks.get(0) + 1, marks.get(1)));
    }

    private static boolean isMark(String line, String name) {
        String text = line.strip();
        return text.equals("// #" + name) || text.equals("# #" + name);
    }

    private static List<String> outdented(List<String> lines) {
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .toList();
    }
}
