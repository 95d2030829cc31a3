package io.granary.dialect.catalog;

import io.granary.dialect.catalog.SqliteTableText.Reference;
import io.granary.dialect.catalog.SqliteTableText.Rule;
import io.granary.schema.ForeignKeyTarget.Check;
import io.granary.schema.catalog.KeyInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks over the text of a CREATE TABLE that SQLite has kept. For one use. */
final class SqliteTableReader {

    /** With which constraints of the whole table begin. They are reserved, so no column is called so without quotes. */
    private static final Set<String> OF_TABLE = Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");

    private final SqliteTokens tokens;
    private final List<KeyInfo> uniques = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, String> computations = new HashMap<>();
    private @Nullable String primaryKey;

    /** The column whose definition is read; null among the constraints of the table. */
    private @Nullable String column;

    /** What the next constraint is called. */
    private @Nullable String name;

    /** The columns of the foreign key that begins. */
    private List<String> referring = List.of();

    SqliteTableReader(SqliteTokens tokens) {
        this.tokens = tokens;
    }

    SqliteTableText read() {
        int opening = tokens.find("(", 0);
        int closing = tokens.closing(opening);
        for (int part : tokens.parts(opening)) {
            boolean ofTable = OF_TABLE.contains(tokens.at(part).word());
            column = ofTable ? null : tokens.at(part).text();
            name = null;
            int at = ofTable ? part : part + 1;
            while (at < closing && !tokens.at(at).is(",")) {
                at = next(at);
            }
        }
        return new SqliteTableText(primaryKey, uniques, references, rules, computations);
    }

    /** Reads what begins here. {@return where the next begins} */
    private int next(int at) {
        switch (tokens.at(at).word()) {
            case "(" -> {
                return tokens.closing(at) + 1;
            }
            case "CONSTRAINT" -> {
                name = tokens.at(at + 1).text();
                return at + 2;
            }
            case "PRIMARY" -> primaryKey = named();
            case "UNIQUE" -> {
                List<String> columns = column == null ? tokens.names(at + 1) : List.of(column);
                uniques.add(new KeyInfo(named(), columns));
            }
            case "CHECK" -> rules.add(new Rule(named(), tokens.within(at + 1)));
            case "FOREIGN" -> referring = tokens.names(at + 2);
            case "REFERENCES" -> {
                references.add(new Reference(named(), column == null ? referring : List.of(column), Check.AT_ONCE));
                return at + 2;
            }
            case "DEFERRABLE" -> deferrable(at);
            case "AS" -> {
                if (column != null) {
                    computations.put(column, tokens.within(at + 1));
                }
            }
            case "COLLATE" -> {
                return at + 2;
            }
            case "NOT", "NULL" -> name = null;
            default -> {}
        }
        return at + 1;
    }

    private @Nullable String named() {
        String given = name;
        name = null;
        return given;
    }

    private void deferrable(int at) {
        if (tokens.at(at - 1).is("NOT") || references.isEmpty()) {
            return;
        }
        boolean atCommit =
                tokens.at(at + 1).is("INITIALLY") && tokens.at(at + 2).is("DEFERRED");
        int last = references.size() - 1;
        references.set(last, references.get(last).checked(atCommit ? Check.AT_COMMIT : Check.DEFERRABLE));
    }
}
