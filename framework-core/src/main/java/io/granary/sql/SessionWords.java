package io.granary.sql;

import java.util.Set;

/**
 * Watches the words of a statement for what outlives its transaction on the connection: settings, temporary tables, locks of the session,
 * prepared names. Plain; for one statement, or several one after another.
 *
 * <p>It would rather find a change where there is none: that costs a reset, and one that is missed a surprise. What a routine does within,
 * nobody can read here.
 */
final class SessionWords {

    private static final Set<String> ALWAYS =
            Set.of("RESET", "USE", "LISTEN", "PREPARE", "DISCARD", "HANDLER", "DO", "PRAGMA", "ATTACH", "DETACH");

    private static final Set<String> FUNCTIONS = Set.of(
            "PG_ADVISORY_LOCK",
            "PG_ADVISORY_LOCK_SHARED",
            "PG_TRY_ADVISORY_LOCK",
            "PG_TRY_ADVISORY_LOCK_SHARED",
            "GET_LOCK",
            "SETSEED");

    /** Behind SET, what is not the session's: the transaction's, the server's, or one statement's. */
    private static final Set<String> SET_ELSEWHERE =
            Set.of("TRANSACTION", "CONSTRAINTS", "GLOBAL", "PERSIST", "PERSIST_ONLY", "PASSWORD", "STATEMENT");

    private static final Set<String> BEFORE_TEMPORARY = Set.of("OR", "REPLACE", "GLOBAL", "LOCAL");

    /** No depth: a statement may close more parentheses than it opens. */
    private static final int NOWHERE = Integer.MIN_VALUE;

    private final boolean variables;
    private String first = "";
    private String previous = "";
    private int words;
    private int depth;
    private int configDepth = NOWHERE;
    private boolean set;
    private boolean header;
    private boolean changed;

    /** Variables are {@code @name}. Where a session has them, SET LOCAL is another word for SET SESSION. */
    SessionWords(boolean variables) {
        this.variables = variables;
    }

    /** Takes a word in capitals, or an empty one that is too long to be a keyword. */
    void word(String word) {
        if (words == 0) {
            first = word;
            header = word.equals("CREATE");
            set = word.equals("SET");
            changed |= ALWAYS.contains(word);
        } else {
            follow(word);
        }
        if (FUNCTIONS.contains(word)) {
            changed = true;
        } else if (word.equals("SET_CONFIG")) {
            configDepth = depth;
        }
        previous = word;
        words++;
    }

    private void follow(String word) {
        boolean second = words == 1;
        switch (first) {
            case "SET" -> set &= !(second && isSetElsewhere(word));
            case "CREATE" -> inHeader(word);
            case "DECLARE" -> changed |= word.equals("HOLD") && previous.equals("WITH");
            case "LOCK" ->
                changed |= word.equals("READ")
                        || word.equals("WRITE")
                        || (second && (word.equals("TABLES") || word.equals("INSTANCE")));
            case "FLUSH" -> changed |= word.equals("LOCK") || word.equals("EXPORT");
            case "BEGIN" -> changed |= second && word.equals("NOT");
            case "EXECUTE" -> changed |= second && word.equals("IMMEDIATE");
            case "INSERT" -> {}
            default -> changed |= previous.equals("INTO") && isTemporary(word);
        }
    }

    /** Only the first word behind SET can take back that something is set. */
    private boolean isSetElsewhere(String word) {
        return SET_ELSEWHERE.contains(word) || (!variables && word.equals("LOCAL"));
    }

    private void inHeader(String word) {
        changed |= header && isTemporary(word);
        header &= BEFORE_TEMPORARY.contains(word);
        changed |= word.equals("PG_TEMP");
    }

    private static boolean isTemporary(String word) {
        return word.equals("TEMPORARY") || word.equals("TEMP");
    }

    /** Takes anything that is no word. The last value of {@code set_config} says whether it is for the transaction only. */
    void other(TokenKind kind) {
        if (kind == TokenKind.OPEN) {
            depth++;
        } else if (kind == TokenKind.CLOSE) {
            depth--;
            if (depth == configDepth) {
                changed |= !previous.equals("TRUE");
                configDepth = NOWHERE;
            }
        }
        previous = "";
    }

    /** A variable of the session is read or written; one that is read was written before. */
    void variable() {
        changed |= variables;
    }

    /** What follows is a statement of its own. */
    void nextStatement() {
        changed = changed();
        set = false;
        words = 0;
        previous = "";
    }

    boolean changed() {
        return changed || set;
    }
}
