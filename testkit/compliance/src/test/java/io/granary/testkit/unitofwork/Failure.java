package io.granary.testkit.unitofwork;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a program failed.
 *
 * @param thrown what it threw
 * @param trace what it did until then
 */
record Failure(Throwable thrown, String trace) {

    private static final int TELLING = 110;

    /** Whether two have the same cause, as far as their first lines tell, without names and numbers. */
    boolean isLike(Failure other) {
        return kind().equals(other.kind());
    }

    private String kind() {
        String text = thrown instanceof Disagreement
                ? String.valueOf(thrown.getMessage())
                : thrown.getClass().getSimpleName() + " " + thrown.getMessage();
        String kind =
                text.lines().findFirst().orElse("").replaceAll("[0-9]+", "#").replaceAll("\\[[^\\]]*\\]", "[]");
        return kind.substring(0, Math.min(kind.length(), TELLING));
    }

    /** All that helps to find the cause. */
    String told() {
        String here = Failure.class.getPackageName() + ".";
        String at = Arrays.stream(thrown.getStackTrace())
                .filter(element -> element.getClassName().startsWith(here))
                .takeWhile(element -> !element.getClassName().equals(Performance.class.getName()))
                .map(element -> "    at " + element + "\n")
                .collect(Collectors.joining());
        return trace + "=> " + thrown + "\n" + at;
    }
}
