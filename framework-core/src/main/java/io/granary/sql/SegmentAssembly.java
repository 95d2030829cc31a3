package io.granary.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the parameters and respellings of a statement, and cuts the text accordingly. */
final class SegmentAssembly {

    /** What stands in the place of a stretch of text. */
    private record Respelling(int start, int end, String with) {}

    private final String sql;
    private final List<BindMark> marks = new ArrayList<>();
    private final List<Respelling> respellings = new ArrayList<>();
    private int nextRespelling;

    SegmentAssembly(String sql) {
        this.sql = sql;
    }

    void bind(BindMark mark) {
        marks.add(mark);
    }

    void respell(int start, int end, String with) {
        respellings.add(new Respelling(start, end, with));
    }

    List<Segment> segments() {
        respellings.sort(Comparator.comparingInt(Respelling::start));
        List<Segment> segments = new ArrayList<>(2 * marks.size() + 1);
        int from = 0;
        for (BindMark mark : marks) {
            addText(segments, take(from, mark.segmentStart()));
            segments.add(mark.toSegment(take(mark.segmentStart(), mark.start()), take(mark.end(), mark.segmentEnd())));
            from = mark.segmentEnd();
        }
        addText(segments, take(from, sql.length()));
        return segments;
    }

    /** Called for one stretch after the other, so that each respelling is looked at once. */
    private String take(int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        int from = start;
        while (nextRespelling < respellings.size()
                && respellings.get(nextRespelling).start() < end) {
            Respelling respelling = respellings.get(nextRespelling++);
            text.append(sql, from, respelling.start()).append(respelling.with());
            from = respelling.end();
        }
        return text.append(sql, from, end).toString();
    }

    private static void addText(List<Segment> segments, String text) {
        if (!text.isEmpty()) {
            segments.add(new Segment.Text(text));
        }
    }
}
