package io.granary.examples.snippets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown, some of whose fenced blocks are regions of files: those whose fence comes directly after a comment {@code <!--
 * snippet: path#region -->}, the path counted from the repository's topmost folder.
 *
 * @param lines its lines
 */
record Page(List<String> lines) {

    private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+)#(\\S+) -->");
    private static final String FENCE = "```";

    Page {
        lines = List.copyOf(lines);
    }

    /**
     * {@return this page with the regions as they are in the files}
     *
     * @param regions gives the lines of a region by path and name
     * @throws IllegalArgumentException if a comment has no block after it, or a block has no end
     */
    Page refreshed(BiFunction<String, String, List<String>> regions) {
        List<String> fresh = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            fresh.add(lines.get(at));
            Matcher snippet = SNIPPET.matcher(lines.get(at));
            if (snippet.matches()) {
                int open = at + 1;
                int close = closeOf(open, snippet.group());
                fresh.add(lines.get(open));
                fresh.addAll(regions.apply(snippet.group(1), snippet.group(2)));
                fresh.add(FENCE);
                at = close;
            }
        }
        return new Page(fresh);
    }

    private int closeOf(int open, String comment) {
        if (open >= lines.size() || !lines.get(open).startsWith(FENCE)) {
            throw new IllegalArgumentException("After " + comment + " a fenced block has to follow at once.");
        }
        int close = lines.subList(open + 1, lines.size()).indexOf(FENCE);
        if (close < 0) {
            throw new IllegalArgumentException("The block after " + comment + " has no end.");
        }
        return open + 1 + close;
    }

    /** {@return the numbers, from 1, of the lines that open a block of Java which is no snippet, and so is compiled by nobody} */
    List<Integer> looseJava() {
        List<Integer> loose = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).equals(FENCE + "java")
                    && (at == 0 || !SNIPPET.matcher(lines.get(at - 1)).matches())) {
                loose.add(at + 1);
            }
        }
        return loose;
    }
}
