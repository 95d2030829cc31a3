package io.granary.orm.internal.reading;

import jakarta.persistence.ConstraintMode;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.JoinColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds which @JoinColumn says something of which column of a key. */
final class JoinKeys {

    private JoinKeys() {}

    /** For each column of the key, in its order, the annotation that belongs to it. */
    static List<Optional<JoinColumn>> match(
            List<JoinColumn> said, List<String> key, String target, String place, Faults faults) {
        said.forEach(join -> ColumnRules.check(join, place, faults));
        if (!said.isEmpty() && !key.isEmpty() && said.size() != key.size()) {
            faults.add(
                    place,
                    "It has " + said.size() + " @JoinColumn, and the key of " + target + " has " + key.size()
                            + (key.size() == 1 ? " column" : " columns") + "; give one for each.");
        }
        for (JoinColumn join : said) {
            String referred = join.referencedColumnName();
            if (!referred.isEmpty() && !key.contains(referred)) {
                faults.add(
                        place,
                        "It refers to the column \"" + referred + "\", and the key of " + target + " is " + key
                                + "; only keys are referred to.");
            } else if (referred.isEmpty() && said.size() > 1) {
                faults.add(
                        place,
                        "One of its @JoinColumn does not say which column of the key " + key
                                + " it refers to; give it a referencedColumnName.");
            }
        }
        List<Optional<JoinColumn>> matched = new ArrayList<>();
        for (String column : key) {
            matched.add(said.stream()
                    .filter(join -> join.referencedColumnName().equals(column)
                            || (join.referencedColumnName().isEmpty() && said.size() == 1))
                    .findFirst());
        }
        return matched;
    }

    /** The foreign key that several annotations speak of: the first that says something. */
    static Optional<ForeignKey> foreignKey(List<JoinColumn> said, Optional<ForeignKey> together) {
        return Stream.concat(together.stream(), said.stream().map(JoinColumn::foreignKey))
                .filter(key -> !key.name().isEmpty() || key.value() != ConstraintMode.PROVIDER_DEFAULT)
                .findFirst();
    }

    static boolean isWanted(Optional<ForeignKey> said) {
        return said.map(ForeignKey::value).orElse(ConstraintMode.CONSTRAINT) != ConstraintMode.NO_CONSTRAINT;
    }
}
