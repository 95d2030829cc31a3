package io.granary.sql;

import org.jspecify.annotations.Nullable;

/** A parameter found in a statement, told later whether it is (in) an IN list. */
final class BindMark {

    private final int start;
    private final int end;
    private final String name;
    private boolean listed;
    private InListTracker.@Nullable Operator operator;
    private int listEnd;

    BindMark(int start, int end, String name) {
        this.start = start;
        this.end = end;
        this.name = name;
    }

    void makeListed() {
        listed = true;
    }

    void makeInList(InListTracker.Operator of, int untilOffset) {
        operator = of;
        listEnd = untilOffset;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Where the segment begins: at the operator of an IN list. */
    int segmentStart() {
        return operator != null ? operator.start() : start;
    }

    int segmentEnd() {
        return operator != null ? listEnd : end;
    }

    Segment toSegment(String before, String after) {
        if (operator == null) {
            return new Segment.Bind(name, listed);
        }
        return new Segment.InList(name, before, after, operator.negated(), operator.arity());
    }
}
