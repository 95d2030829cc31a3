package io.granary.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages as the servers wrote them, with values that try to look like the words around them. */
final class QuotedValuesTest {

    private static String mysql(String message) {
        return MySqlDialect.MYSQL.withoutValues(message);
    }

    private static String postgres(String message) {
        return PostgresDialect.INSTANCE.withoutValues(message);
    }

    private static String h2(String message) {
        return H2Dialect.INSTANCE.withoutValues(message);
    }

    @Test
    void masksADuplicateOfMySql() {
        assertThat(mysql("Duplicate entry 'ann@x' for key 'parent.uq'"))
                .isEqualTo("Duplicate entry '***' for key 'parent.uq'");
        assertThat(mysql("Duplicate entry 'a' for key 'b\nc' for key 'uq'"))
                .isEqualTo("Duplicate entry '***' for key 'uq'");
    }

    @Test
    void masksAValueThatMySqlCannotConvert() {
        assertThat(mysql("Incorrect integer value: 'it's' for column 'age' at row 1"))
                .isEqualTo("Incorrect integer value: '***' for column 'age' at row 1");
        assertThat(mysql("Incorrect date value: 'x' for column `db`.`t`.`d` at row 1"))
                .isEqualTo("Incorrect date value: '***' for column `db`.`t`.`d` at row 1");
        assertThat(mysql("Truncated incorrect DOUBLE value: 'secret'"))
                .isEqualTo("Truncated incorrect DOUBLE value: '***'");
        assertThat(mysql("BIGINT value is out of range in '(47 + 11)'"))
                .isEqualTo("BIGINT value is out of range in '***'");
    }

    @Test
    void keepsWhatMySqlSaysWithoutValues() {
        String syntax = "You have an error in your SQL syntax; check the manual … near 'selec 1' at line 1";
        assertThat(mysql(syntax)).isEqualTo(syntax);
        assertThat(mysql("Column 'name' cannot be null")).isEqualTo("Column 'name' cannot be null");
        assertThat(mysql("Unknown column 'nothing' in 'SELECT'")).isEqualTo("Unknown column 'nothing' in 'SELECT'");
    }

    @Test
    void masksWhatPostgresqlQuotes() {
        assertThat(postgres("Key (mail)=(ann@x) already exists.")).isEqualTo("Key (mail)=(***) already exists.");
        assertThat(postgres("Key (a, b)=(1, x)=(y)) already exists.")).isEqualTo("Key (a, b)=(***) already exists.");
        assertThat(postgres("invalid input syntax for type integer: \"a\": \"b\""))
                .isEqualTo("invalid input syntax for type integer: \"***\"");
        assertThat(postgres("invalid input value for enum mood: \"x\""))
                .isEqualTo("invalid input value for enum mood: \"***\"");
        assertThat(postgres("value \"99999999999\" is out of range for type integer"))
                .isEqualTo("value \"***\" is out of range for type integer");
        assertThat(postgres("Cannot encode parameter of type java.lang.Thread (Thread[x,5,main])"))
                .isEqualTo("Cannot encode parameter of type java.lang.Thread (***)");
    }

    @Test
    void keepsTheNamesThatPostgresqlQuotes() {
        for (String message : new String[] {
            "relation \"nowhere\" does not exist",
            "duplicate key value violates unique constraint \"uq_mail\"",
            "column \"age\" is of type integer but expression is of type character varying",
            "syntax error at or near \"selec\""
        }) {
            assertThat(postgres(message)).isEqualTo(message);
        }
    }

    @Test
    void masksTheRowThatH2Quotes() {
        assertThat(h2(
                        "Unique index or primary key violation: \"PUBLIC.PK PRIMARY KEY ON PUBLIC.T(ID) ( /* key:1 */ 1, 'ann')\"; "
                                + "SQL statement:\ninsert into t values (?, ?) [23505-240]"))
                .isEqualTo(
                        "Unique index or primary key violation: \"PUBLIC.PK PRIMARY KEY ON PUBLIC.T(ID) ( /* key:1 */ ***)\"; "
                                + "SQL statement:\ninsert into t values (?, ?) [23505-240]");
        assertThat(h2(
                        "Unique index or primary key violation: \"PUBLIC.UQ INDEX PUBLIC.UQ_8 ON PUBLIC.T(MAIL NULLS FIRST)"
                                + " VALUES ( /* 1 */ 'a)\"; SQL statement:\n' )\"; SQL statement:\ninsert [23505-240]"))
                .doesNotContain("'a)")
                .endsWith("VALUES ( /* 1 */ ***)\"; SQL statement:\ninsert [23505-240]");
        assertThat(h2(
                        "Referential integrity constraint violation: \"FK: PUBLIC.C FOREIGN KEY(P) REFERENCES PUBLIC.T(ID)"
                                + " (4711)\"; SQL statement:\ninsert [23506-240]"))
                .endsWith("REFERENCES PUBLIC.T(ID) (***)\"; SQL statement:\ninsert [23506-240]");
    }

    @Test
    void masksAValueThatH2CannotStore() {
        assertThat(
                        h2(
                                "Value too long for column \"NAME CHARACTER VARYING(20)\": \"'abc' (26)\"; SQL statement:\nx [22001-240]"))
                .isEqualTo(
                        "Value too long for column \"NAME CHARACTER VARYING(20)\": \"*** (26)\"; SQL statement:\nx [22001-240]");
        assertThat(h2("Numeric value out of range: \"99\" in column \"AGE\"; SQL statement:\nx [22004-240]"))
                .isEqualTo("Numeric value out of range: \"***\" in column \"AGE\"; SQL statement:\nx [22004-240]");
        assertThat(
                        h2(
                                "Data conversion error converting \"'x (y: z)' (T: \"\"AGE\"\" INTEGER)\"; SQL statement:\nx [22018-240]"))
                .isEqualTo(
                        "Data conversion error converting \"*** (T: \"\"AGE\"\" INTEGER)\"; SQL statement:\nx [22018-240]");
        assertThat(h2("Cannot parse \"DATE\" constant \"secret\"; SQL statement:\nx [22007-240]"))
                .isEqualTo("Cannot parse \"DATE\" constant \"***\"; SQL statement:\nx [22007-240]");
    }

    @Test
    void keepsTheTypesThatH2CannotConvert() {
        String message =
                "Data conversion error converting \"CHARACTER LARGE OBJECT to INTEGER\"; SQL statement:\nx [22018-240]";
        assertThat(h2(message)).isEqualTo(message);
    }
}
