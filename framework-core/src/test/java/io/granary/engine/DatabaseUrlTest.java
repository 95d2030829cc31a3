package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseUrlTest {

    @Test
    void takesAFullUrlApart() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql+asyncpg://scott:tiger@db.example.org:5432/shop?a=1&b=2&a=3");

        assertThat(url.dialect()).isEqualTo("postgresql");
        assertThat(url.driver()).contains("asyncpg");
        assertThat(url.variant()).isEmpty();
        assertThat(url.username()).contains("scott");
        assertThat(url.password()).contains("tiger");
        assertThat(url.host()).contains("db.example.org");
        assertThat(url.port()).hasValue(5432);
        assertThat(url.database()).contains("shop");
        assertThat(url.query()).isEqualTo(Map.of("a", List.of("1", "3"), "b", List.of("2")));
        assertThat(url.query().keySet()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // spelling | dialect, driver, variant, host, port, database
                "postgresql://h/d, postgresql, -, -, h, -, d",
                "postgres://h/d, postgresql, -, -, h, -, d",
                "POSTGRESQL://h/d, postgresql, -, -, h, -, d",
                "postgresql+psycopg://h/d, postgresql, psycopg, -, h, -, d",
                "mysql://h/d, mysql, -, -, h, -, d",
                "mysql+aiomysql://h/d, mysql, aiomysql, -, h, -, d",
                "mysql+asyncmy://h/d, mysql, asyncmy, -, h, -, d",
                "mariadb://h:3306/d, mariadb, -, -, h, 3306, d",
                "h2:mem:///name, h2, -, mem, -, -, name",
                "h2:mem://, h2, -, mem, -, -, -",
                "h2:file:///data/shop, h2, -, file, -, -, /data/shop",
                "h2:file:////data/shop, h2, -, file, -, -, /data/shop",
                "h2:file:///./rel, h2, -, file, -, -, ./rel",
                "h2:file:///../rel, h2, -, file, -, -, ../rel",
                "h2:file:///~/home, h2, -, file, -, -, ~/home",
                "h2:file:///C:/data, h2, -, file, -, -, C:/data",
                "h2:tcp://host/path, h2, -, tcp, host, -, path",
                "h2:tcp://host:9092/~/path, h2, -, tcp, host, 9092, ~/path",
                "sqlite:///path, sqlite, -, -, -, -, path",
                "sqlite:////abs/olute, sqlite, -, -, -, -, /abs/olute",
                "sqlite://, sqlite, -, -, -, -, -",
                "sqlite:///:memory:, sqlite, -, -, -, -, :memory:",
                "sqlite:///a@b.db, sqlite, -, -, -, -, a@b.db",
                "sqlite+aiosqlite:///path, sqlite, aiosqlite, -, -, -, path",
                "r2dbc:postgresql://h/d, postgresql, -, -, h, -, d",
                "R2DBC:Postgres://h/d, postgresql, -, -, h, -, d",
                "r2dbc:mysql://h/d, mysql, -, -, h, -, d",
                "r2dbc:h2:mem:///x, h2, -, mem, -, -, x",
                "r2dbc:h2:file:///./x, h2, -, file, -, -, ./x",
                "r2dbc:mssql://h:1433/d, mssql, -, -, h, 1433, d",
                "r2dbc:proxy:postgresql://h/d, proxy, -, postgresql, h, -, d",
                "postgresql:///d, postgresql, -, -, -, -, d",
                "postgresql://:5433/d, postgresql, -, -, -, 5433, d",
                "postgresql://h, postgresql, -, -, h, -, -",
                "postgresql://h/, postgresql, -, -, h, -, -",
                "postgresql://h?a=b, postgresql, -, -, h, -, -",
                "postgresql://h//d/e, postgresql, -, -, h, -, /d/e",
                "postgresql://h/a%20b%2Fc, postgresql, -, -, h, -, a b/c",
                "postgresql://[::1]:5432/d, postgresql, -, -, ::1, 5432, d",
                "postgresql://[fe80::1%25eth0]/d, postgresql, -, -, fe80::1%eth0, -, d",
                "postgresql://[::ffff:10.0.0.1]/d, postgresql, -, -, ::ffff:10.0.0.1, -, d",
                "postgresql://my_host-1.x/d, postgresql, -, -, my_host-1.x, -, d",
            })
    void readsEverySpelling(
            String text, String dialect, String driver, String variant, String host, Integer port, String database) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.dialect()).isEqualTo(dialect);
        assertThat(url.driver()).isEqualTo(Optional.ofNullable(driver));
        assertThat(url.variant()).isEqualTo(Optional.ofNullable(variant));
        assertThat(url.host()).isEqualTo(Optional.ofNullable(host));
        assertThat(url.port()).isEqualTo(port == null ? OptionalInt.empty() : OptionalInt.of(port));
        assertThat(url.database()).isEqualTo(Optional.ofNullable(database));
        assertThat(DatabaseUrl.parse(url.render(true))).isEqualTo(url);
    }

    @Test
    void decodesUserPasswordAndOptionsAndLeavesThePlusAPlus() {
        DatabaseUrl url =
                DatabaseUrl.parse("mysql://us%40er+1:p%40s%3As%2Fw+rd%3F%C3%A9@h/d?opt+ion=a+b%2Bc%20d&e=x=y;z");

        assertThat(url.username()).contains("us@er+1");
        assertThat(url.password()).contains("p@s:s/w+rd?é");
        assertThat(url.query()).containsEntry("opt+ion", List.of("a+b+c d")).containsEntry("e", List.of("x=y;z"));
        assertThat(DatabaseUrl.parse(url.render(true))).isEqualTo(url);
    }

    @Test
    void splitsUserFromHostAtTheLastAtAndUserFromPasswordAtTheFirstColon() {
        DatabaseUrl url = DatabaseUrl.parse("mysql://user:p@ss:w#rd@h/d");

        assertThat(url.username()).contains("user");
        assertThat(url.password()).contains("p@ss:w#rd");
        assertThat(url.host()).contains("h");
    }

    @Test
    void tellsAnEmptyPasswordFromNone() {
        assertThat(DatabaseUrl.parse("mysql://user:@h").password()).contains("");
        assertThat(DatabaseUrl.parse("mysql://user@h").password()).isEmpty();
        assertThat(DatabaseUrl.parse("mysql://:pw@h").username()).isEmpty();
        assertThat(DatabaseUrl.parse("mysql://@h")).isEqualTo(DatabaseUrl.parse("mysql://h"));
    }

    @Test
    void masksThePasswordUnlessAsked() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://user:" + Canary.WORD + "@h/d");

        assertThat(url.render()).isEqualTo("postgresql://user:***@h/d").isEqualTo(url.toString());
        assertThat(url.render(true)).isEqualTo("postgresql://user:" + Canary.WORD + "@h/d");
    }

    @ParameterizedTest
    @CsvSource({
        "password",
        "sslPassword",
        "SSLKEY",
        "ssl-key",
        "auth_token",
        "client.secret",
        "trustStorePwd",
        "passphrase"
    })
    void masksOptionsThatAreSecretsByName(String name) {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://h/d?" + name + "=" + Canary.WORD + "&sslmode=require");

        assertThat(url.toString()).isEqualTo("postgresql://h/d?" + name + "=***&sslmode=require");
        assertThat(DatabaseUrl.parse(url.render(true))).isEqualTo(url);
    }

    @Test
    void masksAnOptionThatListsASecretAmongOthers() {
        DatabaseUrl url = DatabaseUrl.parse("h2:mem:///x?options=MODE=MySQL;PASSWORD=" + Canary.WORD);

        Canary.isAbsentFrom(url.toString());
        assertThat(url.query().get("options")).containsExactly("MODE=MySQL;PASSWORD=" + Canary.WORD);
    }

    @Test
    void takesTheSecureSchemeOfR2dbcForTheOptionSsl() {
        assertThat(DatabaseUrl.parse("r2dbcs:postgresql://h/d"))
                .isEqualTo(DatabaseUrl.parse("postgresql://h/d?ssl=true"));
    }

    @Test
    void isEqualWhenAllPartsAreEqualWhateverTheSpelling() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@h:1/d?a=b");

        assertThat(DatabaseUrl.parse("r2dbc:postgres://u:%70@h:1/d?a=b"))
                .isEqualTo(url)
                .hasSameHashCodeAs(url);
        assertThat(List.of(
                        url.withUsername("x"),
                        url.withPassword("x"),
                        url.withHost("x"),
                        url.withPort(2),
                        url.withDatabase("x"),
                        url.withQuery("a", "c"),
                        url.withoutQuery("a"),
                        DatabaseUrl.parse("postgresql+asyncpg://u:p@h:1/d?a=b"),
                        DatabaseUrl.parse("mysql://u:p@h:1/d?a=b")))
                .doesNotContain(url)
                .doesNotHaveDuplicates();
    }

    @Test
    void copiesWithOtherParts() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://h/d?a=1&b=2")
                .withUsername("me@home")
                .withPassword("a/b")
                .withHost("::1")
                .withPort(6543)
                .withDatabase("x y")
                .withQuery("a", "3", "4")
                .withQuery("c", "5")
                .withoutQuery("b");

        assertThat(url.render(true)).isEqualTo("postgresql://me%40home:a%2Fb@[::1]:6543/x%20y?a=3&a=4&c=5");
    }

    @Test
    void refusesCopiesThatNoUrlCouldSpell() {
        DatabaseUrl network = DatabaseUrl.parse("postgresql://h/d");

        refuses(() -> network.withUsername(""), "username");
        refuses(() -> network.withUsername("\0"), "username");
        refuses(() -> network.withPassword("\ud800" + Canary.WORD), "password");
        refuses(() -> network.withHost(""), "host");
        refuses(() -> network.withHost("a/b"), "host");
        refuses(() -> network.withHost("[::1]"), "host");
        refuses(() -> network.withPort(0), "port");
        refuses(() -> network.withPort(65_536), "port");
        refuses(() -> network.withDatabase(""), "database");
        refuses(() -> network.withQuery("a"), "query");
        refuses(() -> network.withQuery("", "x"), "query");
        refuses(() -> DatabaseUrl.parse("sqlite:///x").withPassword(Canary.WORD), "username");
        refuses(() -> DatabaseUrl.parse("h2:mem:///x").withHost("h"), "host");
        refuses(() -> DatabaseUrl.parse("h2:file:///x").withDatabase("relative"), "database");
    }

    @Test
    void keepsItsMapOfOptionsToItself() {
        Map<String, List<String>> query = DatabaseUrl.parse("mysql://h?a=1").query();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(query::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> query.values().iterator().next().clear());
    }

    private static void refuses(Runnable copy, String part) {
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(copy::run).satisfies(thrown -> {
            assertThat(Canary.detail(thrown, "part")).isEqualTo(part);
            Canary.isAbsentFrom(thrown);
        });
    }

    @Test
    void keepsAllHostsButTheFirstAsAnOption() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u@h1:5433,h2,[::1]:5434/d?target=primary");

        assertThat(url.host()).contains("h1");
        assertThat(url.port()).hasValue(5433);
        assertThat(url.query()).containsEntry("hosts", List.of("h2,[::1]:5434"));
        assertThat(DatabaseUrl.parse(url.render(true))).isEqualTo(url);
    }
}
