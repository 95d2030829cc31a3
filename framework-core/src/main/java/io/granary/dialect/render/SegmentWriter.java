package io.granary.dialect.render;

import io.granary.sql.Segment;
import java.util.ArrayList;
import java.util.List;

/** Gathers text and places for values. */
final class SegmentWriter {

    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    SegmentWriter sql(String piece) {
        text.append(piece);
        return this;
    }

    SegmentWriter segment(Segment segment) {
        if (segment instanceof Segment.Text piece) {
            return sql(piece.sql());
        }
        flush();
        segments.add(segment);
        return this;
    }

    SegmentWriter all(List<Segment> others) {
        others.forEach(this::segment);
        return this;
    }

    List<Segment> segments() {
        flush();
        return List.copyOf(segments);
    }

    private void flush() {
        if (text.length() > 0) {
            segments.add(new Segment.Text(text.toString()));
            text.setLength(0);
        }
    }
}
