package io.granary.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches tokens for parameters that stand in an IN list, and marks them. Also knows how many values stand to the left of IN, since an
 * empty list cannot tell.
 */
final class InListTracker {

    /** IN or NOT IN, with where it begins. */
    record Operator(int start, boolean negated, int arity) {}

    /** Words after which a parenthesis holds a row value, where after any other it holds arguments. */
    private static final Set<String> BEFORE_ROW_VALUE = Set.of(
            "WHERE", "AND", "OR", "XOR", "NOT", "ON", "WHEN", "HAVING", "SELECT", "ROW", "THEN", "ELSE", "IF", "CASE");

    private static final class Parenthesis {
        private final boolean rowValue;
        private final @Nullable Operator operator;
        private int commas;

        Parenthesis(boolean rowValue, @Nullable Operator operator) {
            this.rowValue = rowValue;
            this.operator = operator;
        }
    }

    private final Deque<Parenthesis> open = new ArrayDeque<>();
    private TokenKind previous = TokenKind.SYMBOL;
    private String previousWord = "";
    private int notStart;
    private int arity = 1;
    private @Nullable Operator operator;
    private @Nullable BindMark candidate;

    /** Takes a word in capitals. */
    void word(String word, int start) {
        boolean keyword = previous != TokenKind.DOT;
        boolean afterNot = previous == TokenKind.WORD && previousWord.equals("NOT");
        operator = null;
        if (keyword && word.equals("IN")) {
            operator = new Operator(afterNot ? notStart : start, afterNot, arity);
        } else if (keyword && word.equals("NOT")) {
            notStart = start;
            arity = previous == TokenKind.CLOSE ? arity : 1;
        } else {
            arity = 1;
        }
        previousWord = keyword ? word : "";
        moveTo(TokenKind.WORD);
    }

    /** Takes a parameter. */
    void bind(BindMark mark) {
        Parenthesis inner = open.peek();
        BindMark next = null;
        if (operator != null) {
            mark.makeInList(operator, mark.end());
        } else if (inner != null
                && inner.operator != null
                && (previous == TokenKind.OPEN || previous == TokenKind.COMMA)) {
            next = mark;
        }
        arity = 1;
        operator = null;
        candidate = next;
        previous = TokenKind.BIND;
    }

    /** Takes any other token. */
    void other(TokenKind kind, int end) {
        switch (kind) {
            case OPEN -> open();
            case CLOSE -> close(end);
            case COMMA -> comma();
            default -> arity = 1;
        }
        operator = null;
        moveTo(kind);
    }

    private void open() {
        boolean rowValue = previous == TokenKind.WORD
                ? BEFORE_ROW_VALUE.contains(previousWord)
                : previous == TokenKind.OPEN || previous == TokenKind.COMMA || previous == TokenKind.SYMBOL;
        open.push(new Parenthesis(rowValue, operator));
        arity = 1;
    }

    private void close(int end) {
        Parenthesis closed = open.poll();
        arity = 1;
        if (closed == null) {
            return;
        }
        if (candidate != null && closed.operator != null) {
            if (closed.commas == 0) {
                candidate.makeInList(closed.operator, end);
            } else {
                candidate.makeListed();
            }
        }
        if (closed.rowValue) {
            arity = closed.commas + 1;
        }
    }

    private void comma() {
        Parenthesis inner = open.peek();
        if (inner != null) {
            inner.commas++;
        }
        if (candidate != null) {
            candidate.makeListed();
        }
        arity = 1;
    }

    private void moveTo(TokenKind kind) {
        previous = kind;
        candidate = null;
    }
}
