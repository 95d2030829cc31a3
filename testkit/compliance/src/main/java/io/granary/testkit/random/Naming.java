package io.granary.testkit.random;

import java.util.ArrayList;
import java.util.List;

/** Gives names of scraps, no two alike. */
final class Naming {

    private final NameRules rules;
    private final Dice dice;
    private int given;

    Naming(NameRules rules, Dice dice) {
        this.rules = rules;
        this.dice = dice;
    }

    /** For a column, a label, an alias, an index or a constraint. */
    String next() {
        String name = numbered();
        return rules.possible(dice.onceIn(4) ? rules.lengthened(name) : name);
    }

    /** For a table, a schema or a sequence. */
    String file() {
        return rules.possibleFile(numbered());
    }

    private String numbered() {
        String scraps = Scraps.joined(dice, rules.supplementary());
        int number = given++;
        return dice.onceIn(2) || scraps.length() > 20 ? number + scraps : scraps + number;
    }

    /** Whether all of them may stand in a subquery. */
    boolean mayNest() {
        return rules.mayNest();
    }

    List<String> several(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(next());
        }
        return names;
    }
}
