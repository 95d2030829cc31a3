package io.granary.orm.internal.reading;

import io.granary.type.SqlType;
import io.granary.type.Types;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import java.util.Optional;

/**
 * The column that tells of which class a row is, as the topmost class says it.
 *
 * @param name its name
 * @param type what it holds
 * @param length how many characters, at most
 */
record Discriminator(String name, DiscriminatorType type, int length) {

    /** That of the specification, which is written as all names are that nobody gave. */
    private static final String UNNAMED = "DTYPE";

    private static final int LENGTH = 31;

    /** What it is called where each class has a table of its own, and no table has it. */
    static final String UNWRITTEN = "clazz_";

    /** How long names of classes may be there. */
    static final int LONGEST = 255;

    /** What it holds for a class. */
    record Value(Object value) {

        /** In the class of an attribute that the column has as well. */
        Object as(Class<?> javaType) {
            return javaType == Character.class ? (Object) value.toString().charAt(0) : value;
        }
    }

    static Discriminator of(InheritanceRules.Subject root) {
        if (InheritanceRules.isConcrete(root)) {
            return new Discriminator(UNWRITTEN, DiscriminatorType.STRING, LONGEST);
        }
        Optional<DiscriminatorColumn> said = root.get(DiscriminatorColumn.class).filter(Discriminator::isColumn);
        return new Discriminator(
                said.map(DiscriminatorColumn::name)
                        .filter(name -> !name.equals(UNNAMED))
                        .orElse(Names.inDatabase(UNNAMED)),
                said.map(DiscriminatorColumn::discriminatorType).orElse(DiscriminatorType.STRING),
                said.map(DiscriminatorColumn::length).orElse(LENGTH));
    }

    /** Whether a column can be made of what is said. */
    static boolean isColumn(DiscriminatorColumn said) {
        return !said.name().isBlank() && said.length() > 0;
    }

    SqlType<?> columnType() {
        return switch (type) {
            case STRING -> Types.string(length);
            case CHAR -> Types.string(1);
            case INTEGER -> Types.INTEGER;
        };
    }

    /** Whether an attribute of a class can hold what the column does. */
    boolean fits(String javaType) {
        boolean text = javaType.equals(String.class.getName());
        return switch (type) {
            case STRING -> text;
            case CHAR -> text || javaType.equals(Character.class.getName());
            case INTEGER -> javaType.equals(Integer.class.getName());
        };
    }

    /** What it holds for a class that says so, or else by the class's name; empty if that does not fit. */
    Optional<Value> value(Optional<String> said, String entityName) {
        if (refusal(said, entityName).isPresent()) {
            return Optional.empty();
        }
        String text = said.orElse(entityName);
        return Optional.of(new Value(type == DiscriminatorType.INTEGER ? (Object) Integer.valueOf(text) : text));
    }

    /** Why a value does not fit. */
    Optional<String> refusal(Optional<String> said, String entityName) {
        if (said.isEmpty() && type != DiscriminatorType.STRING) {
            return Optional.of("Rows of classes are told apart by " + kind()
                    + ", for which only a text has a default; give it a @DiscriminatorValue.");
        }
        String text = said.orElse(entityName);
        boolean fits = switch (type) {
            case STRING -> !text.isEmpty() && text.length() <= length;
            case CHAR -> text.length() == 1;
            case INTEGER -> isNumber(text);
        };
        return fits
                ? Optional.empty()
                : Optional.of(
                        "Its discriminator value \"" + text + "\" does not fit, for rows of classes are told apart by "
                                + kind() + "; give it another @DiscriminatorValue.");
    }

    private String kind() {
        return switch (type) {
            case STRING -> "a text of up to " + length + " characters";
            case CHAR -> "one character";
            case INTEGER -> "a whole number";
        };
    }

    private static boolean isNumber(String text) {
        try {
            return text.equals(Integer.valueOf(text).toString());
        } catch (NumberFormatException none) {
            return false;
        }
    }
}
