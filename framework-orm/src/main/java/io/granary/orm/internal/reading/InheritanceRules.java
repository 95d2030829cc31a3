package io.granary.orm.internal.reading;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.PrimaryKeyJoinColumns;
import jakarta.persistence.Table;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/** What a class of a hierarchy of entities has to keep to, as far as it and those above it tell; for reflection and for the compiler. */
public final class InheritanceRules {

    private final Subject self;
    private final Subject root;
    private final boolean below;
    private final Saying saying;

    /** A class, as reflection or the compiler knows it. */
    public interface Subject {

        /** {@return its simple name} */
        String name();

        /** {@return the name of the entity} */
        String entityName();

        /** {@return whether no objects are of it alone} */
        boolean isAbstract();

        /**
         * {@return an annotation of it}
         *
         * @param <A> which
         * @param annotation which
         */
        <A extends Annotation> Optional<A> get(Class<A> annotation);
    }

    /** Is told what is wrong with the class. */
    @FunctionalInterface
    public interface Saying {

        /**
         * Notes something.
         *
         * @param at the annotation that it is about; empty for the class
         * @param sentence what was found, and what to do about it
         */
        void say(Optional<Class<? extends Annotation>> at, String sentence);
    }

    private InheritanceRules(List<? extends Subject> entities, Saying saying) {
        this.self = entities.get(entities.size() - 1);
        this.root = entities.get(0);
        this.below = entities.size() > 1;
        this.saying = saying;
    }

    /**
     * Says what is wrong with a class.
     *
     * @param entities the class, and the entities above it before it, the topmost first
     * @param saying is told
     */
    public static void check(List<? extends Subject> entities, Saying saying) {
        InheritanceRules rules = new InheritanceRules(entities, saying);
        rules.checkKeyColumns();
        if (rules.root.get(Inheritance.class).isPresent()) {
            rules.checkOne();
        } else {
            rules.checkNone(entities.get(Math.max(0, entities.size() - 2)));
        }
    }

    /**
     * {@return what the column that tells classes apart holds for a class; empty for one without objects, and where that cannot be told}
     *
     * @param entities the class, and the entities above it before it, the topmost first
     */
    static Optional<Discriminator.Value> valueOf(List<? extends Subject> entities) {
        Subject self = entities.get(entities.size() - 1);
        return self.isAbstract()
                ? Optional.empty()
                : Discriminator.of(entities.get(0))
                        .value(self.get(DiscriminatorValue.class).map(DiscriminatorValue::value), self.entityName());
    }

    /**
     * {@return what is wrong with an attribute of the column that tells classes apart}
     *
     * @param column the column's name
     */
    public static String written(String column) {
        return "Its column \"" + column
                + "\" tells the classes of the hierarchy apart, and is written by itself; let the attribute read it only:"
                + " @Column(insertable = false, updatable = false).";
    }

    /**
     * {@return what is to be said of an attribute that reads the column which tells the classes apart, and cannot hold what that does; empty where it can}
     *
     * @param root the topmost class
     * @param type the name of the attribute's class, boxed
     */
    public static Optional<String> unfit(Subject root, String type) {
        Discriminator said = Discriminator.of(root);
        return said.fits(type)
                ? Optional.empty()
                : Optional.of("Its column \"" + said.name() + "\" tells the classes of the hierarchy apart by a "
                        + said.type() + ", which a " + type + " does not hold; give both the same type.");
    }

    /**
     * {@return the name of the column that tells the classes of a hierarchy apart}
     *
     * @param root the topmost
     */
    public static String discriminatorOf(Subject root) {
        return Discriminator.of(root).name();
    }

    private void say(Class<? extends Annotation> at, String sentence) {
        saying.say(Optional.of(at), sentence);
    }

    private boolean joined() {
        return isJoined(root);
    }

    /**
     * {@return whether each class of a hierarchy has a table for what it has beside the one above}
     *
     * @param root the topmost
     */
    public static boolean isJoined(Subject root) {
        return isOf(root, InheritanceType.JOINED);
    }

    private static boolean isOf(Subject root, InheritanceType strategy) {
        return root.get(Inheritance.class)
                .filter(said -> said.strategy() == strategy)
                .isPresent();
    }

    /**
     * {@return whether each class of a hierarchy that has objects has a table of its own with all its columns}
     *
     * @param root the topmost
     */
    public static boolean isConcrete(Subject root) {
        return isOf(root, InheritanceType.TABLE_PER_CLASS);
    }

    /** Said of keys that each table of such a hierarchy would number by itself. */
    public static final String NUMBERED =
            "Each class of the hierarchy has a table of its own, and each table would begin to number its rows with 1, so that two objects had one"
                    + " key; use SEQUENCE, UUID or @GeneratedBy, or give the keys in the program.";

    private void checkKeyColumns() {
        for (Class<? extends Annotation> kind : List.of(PrimaryKeyJoinColumn.class, PrimaryKeyJoinColumns.class)) {
            if (self.get(kind).isPresent() && !(below && joined())) {
                say(
                        kind,
                        "@" + kind.getSimpleName()
                                + " says nothing here: only a class below another in a JOINED hierarchy has key columns of its own; take it"
                                + " away.");
            }
        }
    }

    /** A class that is in no hierarchy, or in one that nobody announced. */
    private void checkNone(Subject parent) {
        if (below) {
            saying.say(
                    Optional.empty(),
                    "It extends the entity " + parent.name() + ", and " + root.name()
                            + " has no @Inheritance; give it that, or make it a @MappedSuperclass.");
            return;
        }
        for (Class<? extends Annotation> kind : List.of(DiscriminatorColumn.class, DiscriminatorValue.class)) {
            if (self.get(kind).isPresent()) {
                say(
                        kind,
                        "@" + kind.getSimpleName()
                                + " says nothing of a class that is in no hierarchy; give the topmost @Inheritance, or take it away.");
            }
        }
    }

    private void checkOne() {
        if (below) {
            checkBelow();
        } else {
            checkRoot();
        }
        if (isConcrete(root)) {
            checkUnwritten();
            return;
        }
        if (self.isAbstract() && self.get(DiscriminatorValue.class).isPresent()) {
            say(
                    DiscriminatorValue.class,
                    "It is abstract, so that no row is of it alone; take @DiscriminatorValue away.");
        }
        if (!self.isAbstract()
                && root.get(DiscriminatorColumn.class)
                        .map(Discriminator::isColumn)
                        .orElse(true)) {
            Discriminator.of(root)
                    .refusal(self.get(DiscriminatorValue.class).map(DiscriminatorValue::value), self.entityName())
                    .ifPresent(sentence -> saying.say(
                            self.get(DiscriminatorValue.class).map(said -> DiscriminatorValue.class), sentence));
        }
    }

    private void checkUnwritten() {
        for (Class<? extends Annotation> kind : List.of(DiscriminatorColumn.class, DiscriminatorValue.class)) {
            if (self.get(kind).isPresent()) {
                say(
                        kind,
                        "The table of a row tells its class in a TABLE_PER_CLASS hierarchy, and no column; take @"
                                + kind.getSimpleName() + " away.");
            }
        }
    }

    private void checkRoot() {
        root.get(DiscriminatorColumn.class).ifPresent(this::checkColumn);
    }

    private void checkColumn(DiscriminatorColumn said) {
        if (!said.columnDefinition().isEmpty()) {
            say(
                    DiscriminatorColumn.class,
                    "@DiscriminatorColumn(columnDefinition) is not supported: create the table by a migration; take it away.");
        }
        if (!said.options().isEmpty()) {
            say(
                    DiscriminatorColumn.class,
                    "@DiscriminatorColumn(options) is not supported: create the table by a migration; take it away.");
        }
        if (!Discriminator.isColumn(said)) {
            say(
                    DiscriminatorColumn.class,
                    "@DiscriminatorColumn gives a name of blanks, or a length that leaves no room; give others, or none.");
        }
    }

    private void checkBelow() {
        for (Class<? extends Annotation> kind : List.of(Inheritance.class, DiscriminatorColumn.class)) {
            boolean said = kind == DiscriminatorColumn.class && isConcrete(root);
            if (self.get(kind).isPresent() && !said) {
                say(
                        kind,
                        "@" + kind.getSimpleName() + " stands at " + root.name()
                                + ", the topmost entity; take it away.");
            }
        }
        if (!joined() && !isConcrete(root) && self.get(Table.class).isPresent()) {
            say(Table.class, "Its rows are in the table of " + root.name() + "; take @Table away.");
        }
        if (self.get(IdClass.class).isPresent()) {
            say(IdClass.class, "Its key is that of " + root.name() + "; take @IdClass away.");
        }
    }
}
