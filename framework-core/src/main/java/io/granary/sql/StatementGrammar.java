package io.granary.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Watches the words of a statement to tell what it does and what it answers with. Knows nothing of expressions. */
final class StatementGrammar {

    private static final Set<String> ANSWER_ROWS =
            Set.of("SELECT", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "FETCH", "PRAGMA");
    private static final Set<String> CHANGE_ROWS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE");
    private static final Set<String> ANSWER_NOTHING = Set.of(
            "CREATE",
            "ALTER",
            "DROP",
            "TRUNCATE",
            "RENAME",
            "COMMENT",
            "GRANT",
            "REVOKE",
            "SET",
            "RESET",
            "USE",
            "LOCK",
            "UNLOCK",
            "VACUUM",
            "REINDEX",
            "REFRESH",
            "CLUSTER",
            "DO",
            "LISTEN",
            "NOTIFY",
            "UNLISTEN",
            "DISCARD",
            "PREPARE",
            "DEALLOCATE",
            "DECLARE",
            "CLOSE",
            "MOVE",
            "FLUSH",
            "LOAD",
            "KILL",
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ABORT",
            "ROLLBACK",
            "SAVEPOINT",
            "RELEASE");
    private static final Set<String> CONTROL_TRANSACTIONS =
            Set.of("COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "ABORT", "END", "BEGIN");
    private static final Set<String> HAVE_BODIES = Set.of("FUNCTION", "PROCEDURE", "TRIGGER", "EVENT", "PACKAGE");
    private static final Set<String> HAVE_NONE = Set.of(
            "TABLE",
            "VIEW",
            "INDEX",
            "SCHEMA",
            "DATABASE",
            "SEQUENCE",
            "TYPE",
            "DOMAIN",
            "USER",
            "ROLE",
            "EXTENSION",
            "SERVER",
            "ALIAS",
            "RULE",
            "POLICY",
            "AS");

    private static final int HEAD = 5;

    private final List<String> head = new ArrayList<>(HEAD);
    private String main = "";
    private int depth;
    private int level;
    private boolean awaitsName;
    private boolean headerOver;
    private boolean compound;
    private boolean returning;
    private boolean into;

    /** Takes a word in capitals; {@code keyword} is false for one behind a dot. */
    void word(String word, boolean keyword) {
        if (head.isEmpty()) {
            level = depth;
            awaitsName = word.equals("WITH");
            main = awaitsName ? "" : word;
        } else if (depth != level) {
            return;
        } else if (keyword) {
            follow(word);
        }
        if (head.size() < HEAD) {
            head.add(word);
        }
    }

    private void follow(String word) {
        switch (head.get(0)) {
            case "WITH" -> afterWith(word);
            case "CREATE" -> inHeader(word, HAVE_BODIES.contains(word));
            case "ALTER" -> inHeader(word, word.equals("EVENT"));
            case "BEGIN" -> compound |= head.size() == 1 && word.equals("NOT");
            default -> {}
        }
        returning |= word.equals("RETURNING");
        into |= word.equals("INTO");
    }

    /** Between WITH and the main statement stand names, each with its query in parentheses, which is never at this level. */
    private void afterWith(String word) {
        if (!main.isEmpty() || word.equals("RECURSIVE")) {
            return;
        }
        if (awaitsName) {
            awaitsName = false;
        } else if (CHANGE_ROWS.contains(word) || ANSWER_ROWS.contains(word)) {
            main = word;
        }
    }

    /** A routine's name or definer may be any word, so only words before the kind of thing created count. */
    private void inHeader(String word, boolean hasBody) {
        if (!headerOver) {
            compound = hasBody;
            headerOver = hasBody || HAVE_NONE.contains(word);
        }
    }

    void open() {
        depth++;
    }

    void close() {
        depth--;
    }

    void comma() {
        awaitsName |= main.isEmpty() && depth == level;
    }

    boolean atTopLevel() {
        return depth <= 0;
    }

    /** Whether semicolons may stand within: the statement defines a routine or is a compound one. */
    boolean compound() {
        return compound;
    }

    boolean preparesText() {
        return first().equals("PREPARE");
    }

    private String first() {
        return at(0);
    }

    private String at(int index) {
        return index < head.size() ? head.get(index) : "";
    }

    private String mainVerb() {
        return first().equals("WITH") && main.isEmpty() ? "SELECT" : main;
    }

    StatementVerb verb() {
        return switch (mainVerb()) {
            case "SELECT", "VALUES", "TABLE" -> StatementVerb.SELECT;
            case "INSERT", "REPLACE" -> StatementVerb.INSERT;
            case "UPDATE" -> StatementVerb.UPDATE;
            case "DELETE" -> StatementVerb.DELETE;
            default -> StatementVerb.OTHER;
        };
    }

    StatementShape shape() {
        String verb = mainVerb();
        if (ANSWER_ROWS.contains(verb)) {
            // SELECT INTO makes a table, a file or a variable.
            return verb.equals("SELECT") && into ? StatementShape.COUNT : StatementShape.ROWS;
        }
        if (CHANGE_ROWS.contains(verb)) {
            return returning ? StatementShape.ROWS : StatementShape.COUNT;
        }
        boolean anything = (verb.equals("BEGIN") && compound) || (verb.equals("SET") && at(1).equals("STATEMENT"));
        return ANSWER_NOTHING.contains(verb) && !anything ? StatementShape.COUNT : StatementShape.UNKNOWN;
    }

    boolean transactionControl() {
        return switch (first()) {
            case "START", "PREPARE" -> at(1).equals("TRANSACTION");
            case "XA" -> !at(1).equals("RECOVER");
            case "SET" -> setsTransactions();
            default -> CONTROL_TRANSACTIONS.contains(first()) && !compound;
        };
    }

    private boolean setsTransactions() {
        boolean session = at(1).equals("SESSION") || at(1).equals("LOCAL");
        String what = session ? at(2) : at(1);
        return what.equals("TRANSACTION") || what.equals("CHARACTERISTICS") || what.equals("AUTOCOMMIT");
    }
}
