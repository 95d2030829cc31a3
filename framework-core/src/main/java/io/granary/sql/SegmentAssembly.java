package io.granary.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is to be replaced in a statement, in order, and cuts the text accordingly. */
final class SegmentAssembly {

    /** A stretch to be left out, or one a parameter takes the place of. */
    private record Edit(int cutStart, int cutEnd, @Nullable BindMark mark) {}

    private final String sql;
    private final List<Edit> edits = new ArrayList<>();

    SegmentAssembly(String sql) {
        this.sql = sql;
    }

    void bind(BindMark mark) {
        edits.add(new Edit(0, 0, mark));
    }

    void cut(int start, int end) {
        edits.add(new Edit(start, end, null));
    }

    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>(2 * edits.size() + 1);
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Edit edit : edits) {
            BindMark mark = edit.mark();
            text.append(sql, from, mark == null ? edit.cutStart() : mark.segmentStart());
            from = mark == null ? edit.cutEnd() : mark.segmentEnd();
            if (mark != null) {
                flush(text, segments);
                segments.add(mark.toSegment(sql));
            }
        }
        text.append(sql, from, sql.length());
        flush(text, segments);
        return segments;
    }

    private static void flush(StringBuilder text, List<Segment> segments) {
        if (!text.isEmpty()) {
            segments.add(new Segment.Text(text.toString()));
            text.setLength(0);
        }
    }
}
