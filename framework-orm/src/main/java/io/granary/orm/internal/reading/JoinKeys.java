package io.granary.orm.internal.reading;

import jakarta.persistence.ConstraintMode;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.JoinColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds which @JoinColumn says something of which column of a key; for reflection and for the compiler. */
public final class JoinKeys {

    private JoinKeys() {}

    /**
     * {@return for each column of the key, in its order, the annotation that belongs to it}
     *
     * @param said the annotations
     * @param key the names of the key's columns; empty where it has none that could be told
     * @param target the class whose key it is
     * @param saying is told what is wrong
     */
    public static List<Optional<JoinColumn>> match(
            List<JoinColumn> said, List<String> key, String target, Consumer<String> saying) {
        said.forEach(join -> ColumnRules.check(join, saying));
        if (!said.isEmpty() && !key.isEmpty() && said.size() != key.size()) {
            saying.accept("It has " + said.size() + " @JoinColumn, and the key of " + target + " has " + key.size()
                    + (key.size() == 1 ? " column" : " columns") + "; give one for each.");
        }
        if (said.size() == key.size()) {
            Repeated.in(said.stream().map(JoinColumn::referencedColumnName))
                    .filter(key::contains)
                    .ifPresent(twice -> saying.accept("Two of its @JoinColumn refer to the column \"" + twice
                            + "\" of the key " + key + "; give one for each."));
        }
        for (JoinColumn join : said) {
            String referred = join.referencedColumnName();
            if (!referred.isEmpty() && !key.contains(referred)) {
                saying.accept("It refers to the column \"" + referred + "\", and the key of " + target + " is " + key
                        + "; only keys are referred to.");
            } else if (referred.isEmpty() && said.size() > 1) {
                saying.accept("One of its @JoinColumn does not say which column of the key " + key
                        + " it refers to; give it a referencedColumnName.");
            }
        }
        List<Optional<JoinColumn>> matched = new ArrayList<>();
        for (String column : key) {
            matched.add(said.stream()
                    .filter(join -> join.referencedColumnName().equals(column)
                            || (join.referencedColumnName().isEmpty() && said.size() == 1 && key.size() == 1))
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
