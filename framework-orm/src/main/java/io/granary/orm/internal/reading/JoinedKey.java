package io.granary.orm.internal.reading;

import jakarta.persistence.ForeignKey;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.PrimaryKeyJoinColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The columns of the key in the table of a class that has another above it: each refers to the one of the table above. */
public final class JoinedKey {

    private final List<String> names;
    private final Optional<ForeignKey> rule;

    private JoinedKey(List<String> names, Optional<ForeignKey> rule) {
        this.names = names;
        this.rule = rule;
    }

    /**
     * {@return what is said of the key's columns}
     *
     * @param type the class
     * @param key the names of those of the topmost class's table
     */
    public static JoinedKey of(Class<?> type, List<String> key) {
        return read(type, key, new Faults());
    }

    static JoinedKey read(Class<?> type, List<String> key, Faults faults) {
        String place = type.getSimpleName();
        Optional<PrimaryKeyJoinColumns> several =
                Optional.ofNullable(type.getDeclaredAnnotation(PrimaryKeyJoinColumns.class));
        List<PrimaryKeyJoinColumn> said = List.of(type.getDeclaredAnnotationsByType(PrimaryKeyJoinColumn.class));
        said.forEach(column -> check(column, key, faults.at(place)));
        List<String> names = new ArrayList<>();
        for (String column : key) {
            names.add(Names.given(
                    said.stream()
                            .filter(each -> each.referencedColumnName().equals(column)
                                    || (each.referencedColumnName().isEmpty() && key.size() == 1))
                            .map(PrimaryKeyJoinColumn::name)
                            .findFirst()
                            .orElse(""),
                    column));
        }
        Optional<ForeignKey> rule = several.map(PrimaryKeyJoinColumns::foreignKey)
                .filter(each -> !each.name().isEmpty())
                .or(() -> said.stream().map(PrimaryKeyJoinColumn::foreignKey).findFirst());
        return new JoinedKey(names, rule);
    }

    /**
     * Says what is wrong with an annotation.
     *
     * @param said the annotation
     * @param key the names of the key's columns
     * @param saying is told
     */
    public static void check(PrimaryKeyJoinColumn said, List<String> key, Consumer<String> saying) {
        ColumnRules.name("@PrimaryKeyJoinColumn", said.name(), saying);
        ColumnRules.refuse(
                "@PrimaryKeyJoinColumn(columnDefinition)",
                said.columnDefinition(),
                "create the table by a migration",
                saying);
        ColumnRules.refuse("@PrimaryKeyJoinColumn(options)", said.options(), "create the table by a migration", saying);
        ColumnRules.check(said.foreignKey(), saying);
        boolean known =
                said.referencedColumnName().isEmpty() ? key.size() == 1 : key.contains(said.referencedColumnName());
        if (!known) {
            saying.accept("Its @PrimaryKeyJoinColumn refers to \"" + said.referencedColumnName() + "\", and the key is "
                    + key + "; name one of these in referencedColumnName.");
        }
    }

    /** {@return their names, in the key's order} */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** {@return the name of the foreign key; empty for one that is found} */
    public Optional<String> ruleName() {
        return rule.map(ForeignKey::name).filter(name -> !name.isEmpty());
    }

    /** {@return whether there is a foreign key} */
    public boolean isRule() {
        return JoinKeys.isWanted(rule);
    }
}
