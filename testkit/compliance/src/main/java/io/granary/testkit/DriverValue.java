package io.granary.testkit;

/**
 * A value of a type, as SQL writes it and as the port gives it.
 *
 * @param type the column's type, as DDL writes it
 * @param literal the value in SQL
 * @param value what arrives, and what is bound to store the same
 * @param placeholder where a value is bound, with {@code %s} for the marker
 */
public record DriverValue(String type, String literal, Object value, String placeholder) {

    /** {@return a value whose type the server infers where it is bound} */
    public static DriverValue of(String type, String literal, Object value) {
        return new DriverValue(type, literal, value, "%s");
    }
}
