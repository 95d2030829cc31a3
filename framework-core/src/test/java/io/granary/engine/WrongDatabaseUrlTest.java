package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granary.error.ArgumentException;
import io.granary.error.NoSuchModuleException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong URL: the kind of error, the part it names, what it advises; and never the password. */
@Tag("F23")
final class WrongDatabaseUrlTest {

    private static final String AUTHORITY = "user, password, host and port";

    /** URL with {@code #} for the canary; the part; a piece of the message. */
    static Stream<Arguments> wrong() {
        return Stream.of(
                // nothing to take apart
                of("", "URL", "empty"),
                of(" ", "URL", "white space"),
                of("   postgresql://u:#@h/d", "URL", "Character 1 "),
                of("postgresql://u:#@h/d ", "URL", "white space"),
                of("postgresql://u:# x@h/d", "URL", "%20"),
                of("postgresql://u:#\u00a0@h/d", "URL", "white space"),
                of("postgresql://u:#@h/d\n", "URL", "white space"),
                of("postgresql://u:#\0@h/d", "URL", "control character"),
                of("postgresql://u:#\u0007@h/d", "URL", "control character"),
                of("postgresql://u:#\ud800@h/d", "URL", "control character"),
                of("postgresql", "URL", "no '://'"),
                of("#", "URL", "no '://'"),
                of("u:#@h:5432/d", "URL", "no '://'"),
                of("postgresql:u:#@h/d", "URL", "no '://'"),
                of("postgresql:/u:#@h/d", "URL", "no '://'"),
                of("postgresql//u:#@h/d", "URL", "no '://'"),
                of("h2:mem:#", "URL", "h2:mem:///name"),
                of("u:#@h/d?x=http://y", "URL", "name of a database"),
                of("u%3A#://h", "URL", "name of a database"),
                // what stands before ://
                of("://u:#@h/d", "dialect", "names no database"),
                of("r2dbc://u:#@h/d", "dialect", "names no database"),
                of("r2dbc:://u:#@h/d", "dialect", "names no database"),
                of("r2dbcs:://u:#@h/d", "dialect", "names no database"),
                of("+asyncpg://u:#@h/d", "dialect", "name of a database"),
                of("1sql://u:#@h/d", "dialect", "name of a database"),
                of("r2dbc:pool:postgresql://u:#@h/d", "dialect", "Leave out 'pool:'"),
                of("r2dbcs:pool:mysql://u:#@h/d", "dialect", "pool-size"),
                of("pool:postgresql://u:#@h/d", "dialect", "Leave out 'pool:'"),
                of("r2dbcs:h2:mem:///#", "dialect", "encrypted"),
                of("postgresql+://u:#@h/d", "driver", "after '+'"),
                of("postgresql+a+b://u:#@h/d", "driver", "after '+'"),
                of("postgresql+jdbc://u:#@h/d", "driver", "JDBC"),
                of("r2dbc:postgresql+asyncpg://u:#@h/d", "driver", "r2dbc:postgresql://"),
                of("h2://u:#@h/d", "variant", "mem, file or tcp"),
                of("h2:://u:#@h/d", "variant", "mem, file or tcp"),
                of("h2:men:///#", "variant", "Did you mean h2:mem?"),
                of("h2:#:///x", "variant", "mem, file or tcp"),
                of("postgresql:#://h/d", "variant", "no variant"),
                of("r2dbc:postgresql:failover://u:#@h/d", "variant", "one host"),
                of("r2dbc:proxy:://u:#@h/d", "variant", "malformed"),
                // host and port
                of("postgresql://u:#@h:/d", "port", "no port"),
                of("postgresql://u:#@h:0/d", "port", "less than 1"),
                of("postgresql://u:#@h:65536/d", "port", "greater than 65535"),
                of("postgresql://u:#@h:99999999999999999999/d", "port", "greater than 65535"),
                of("postgresql://u:#@h:-1/d", "port", "no number"),
                of("postgresql://u:#@h:+1/d", "port", "no number"),
                of("postgresql://u:#@h:\u0665/d", "port", "no number"),
                of("postgresql://u:#@h:abc/d", "port", "no number"),
                of("postgresql://u:#@h:#/d", "port", "no number"),
                of("postgresql://u:#", "port", "%40"),
                of("postgresql://u:#/d", "port", "%2F"),
                of("postgresql://u:p@h:54 32/d", "URL", "white space"),
                of("postgresql://u:#@[::1/d", "host", "does not close"),
                of("postgresql://u:#@[::1]5432/d", "host", "closing bracket"),
                of("postgresql://u:#@[]/d", "host", "no IPv6"),
                of("postgresql://u:#@[1:2]/d", "host", "no IPv6"),
                of("postgresql://u:#@[1:2:3:4:5:6:7:8:9]/d", "host", "no IPv6"),
                of("postgresql://u:#@[1::2::3]/d", "host", "no IPv6"),
                of("postgresql://u:#@[::gggg]/d", "host", "no IPv6"),
                of("postgresql://u:#@[localhost]/d", "host", "no IPv6"),
                of("postgresql://u:#@[::1%25]/d", "host", "no IPv6"),
                of("postgresql://u:#@::1/d", "host", "[::1]"),
                of("postgresql://u:#:5432/d", "host", "told apart"),
                of("postgresql://u:#@a,/d", "host", "beside a ','"),
                of("postgresql://u:#@,b/d", "host", "beside a ','"),
                of("postgresql://u:#@a,b:x/d", "port", "no number"),
                of("postgresql://u:#@a,b/d?hosts=c", "query", "in one place"),
                of("postgresql://u:#@a..b/d", "host", "no host name"),
                of("postgresql://u:#@-a/d", "host", "no host name"),
                of("postgresql://u:#@h%41/d", "host", "no host name"),
                of("postgresql://u:#@h]/d", "host", "no host name"),
                of("postgresql://u:#@" + "h".repeat(256) + "/d", "host", "no host name"),
                of("sqlite://#", "host", "sqlite:///path"),
                of("sqlite://u:#@h/d", "host", "sqlite:///path"),
                of("sqlite://u:#@/d", "username", "no users"),
                of("h2:mem://#", "host", "h2:mem:///name"),
                of("h2:file://u:#@h/d", "host", "h2:file:///path"),
                of("h2:tcp:///#", "host", "h2:tcp://host/path"),
                of("h2:tcp://u:#@h", "database", "no database"),
                of("h2:file://u:#@", "database", "no path"),
                of("h2:file:///#/", "database", "no path"),
                // passwords cut in two
                of("postgresql://u:12/#@h/d", AUTHORITY, "%2F"),
                of("postgresql://u:12?#@h/d", AUTHORITY, "%3F"),
                of("postgresql://u:p@x/#@h/d", AUTHORITY, "told apart"),
                of("postgresql://u:p@x?#@h/d", AUTHORITY, "told apart"),
                of("postgresql:///u:#@h/d", AUTHORITY, "told apart"),
                of("h2:mem:///u:#@h", AUTHORITY, "told apart"),
                // percent-encoding
                of("postgresql://u%:#@h/d", "username", "%25"),
                of("postgresql://u%00:#@h/d", "username", "null character"),
                of("postgresql://u:#%@h/d", "password", "%25"),
                of("postgresql://u:#%zz@h/d", "password", "hexadecimal"),
                of("postgresql://u:#%4@h/d", "password", "hexadecimal"),
                of("postgresql://u:#%+1@h/d", "password", "hexadecimal"),
                of("postgresql://u:#%ff@h/d", "password", "UTF-8"),
                of("postgresql://u:#%ed%a0%80@h/d", "password", "UTF-8"),
                of("postgresql://u:#%00@h/d", "password", "null character"),
                of("postgresql://u:#@h/d%", "database", "%25"),
                of("postgresql://u:#@h/%zz", "database", "hexadecimal"),
                of("postgresql://u:#@h/%00", "database", "null character"),
                of("postgresql://u:#@[::1%zz]/d", "host", "hexadecimal"),
                // options
                of("postgresql://u:#@h/d?flag", "query", "name=value"),
                of("postgresql://u:#@h/d?=x", "query", "name=value"),
                of("postgresql://u:#@h/d?a=1&", "query", "name=value"),
                of("postgresql://u:#@h/d?a=1&&b=2", "query", "name=value"),
                of("postgresql://h/d?password=#%zz", "query", "hexadecimal"),
                of("postgresql://h/d?pass%=#", "query", "%25"),
                of("postgresql://h/d?a=%00#", "query", "null character"),
                of("r2dbcs:postgresql://u:#@h/d?ssl=false", "query", "something else"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void namesTheWrongPartAndNeverThePassword(String template, String part, String piece) {
        ArgumentException thrown = refusal(template);

        assertThat(thrown).isExactlyInstanceOf(ArgumentException.class).hasMessageContaining(piece);
        assertThat(Canary.detail(thrown, "part")).isEqualTo(part);
        Canary.isAbsentFrom(thrown);
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                of("postgre://u:#@h/d", "postgre", "Did you mean postgresql?"),
                of("postgresq://u:#@h/d", "postgresq", "Did you mean postgresql?"),
                of("postgersql://u:#@h/d", "postgersql", "Did you mean postgresql?"),
                of("pg://u:#@h/d", "pg", "Did you mean postgresql?"),
                of("psql+asyncpg://u:#@h/d", "psql", "Did you mean postgresql?"),
                of("mysq://u:#@h/d", "mysq", "Did you mean mysql?"),
                of("mariabd://u:#@h/d", "mariabd", "Did you mean mariadb?"),
                of("sqlite3:///x", "sqlite3", "Did you mean sqlite?"),
                of("h3:mem:///x", "h3", "Start with one of"),
                of("mssql://u:#@h/d", "mssql", "DialectProvider"),
                of("oracle://u:#@h/d", "oracle", "DialectProvider"),
                of("http://u:#@h/d", "http", "Start with one of"),
                of("user:#://h/d", "user", "Start with one of"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void namesAnUnknownDialectAndTheNearMiss(String template, String dialect, String piece) {
        ArgumentException thrown = refusal(template);

        assertThat(thrown)
                .isExactlyInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("'" + dialect + "'")
                .hasMessageContaining(piece);
        assertThat(Canary.detail(thrown, "part")).isEqualTo("dialect");
        Canary.isAbsentFrom(thrown);
    }

    static Stream<Arguments> jdbc() {
        return Stream.of(
                of("jdbc:postgresql://u:#@h:5432/d", "URL", "Write postgresql://host:5432/database"),
                of("JDBC:mysql://h/d?password=#", "URL", "Write mysql://host:3306/database"),
                of("jdbc:mariadb://h/d", "URL", "Write mariadb://"),
                of("jdbc:h2:mem:#", "URL", "Write h2:mem:///name"),
                of("jdbc:sqlite:/tmp/x.db", "URL", "Write sqlite:///path"),
                of("jdbc:oracle:thin:u/#@h:1521/d", "URL", "Write r2dbc:<driver>://"),
                of("jdbc:", "URL", "Write r2dbc:<driver>://"));
    }

    @ParameterizedTest
    @MethodSource("jdbc")
    @Tag("AE36")
    void refusesJdbcAndGivesTheRightSpelling(String template, String part, String piece) {
        namesTheWrongPartAndNeverThePassword(template, part, piece);
    }

    @Test
    void suggestsNothingForAWordThatIsFarFromAll() {
        assertThat(refusal("banana://u:#@h/d").getMessage()).doesNotContain("Did you mean");
    }

    private static ArgumentException refusal(String template) {
        String url = template.replace("#", Canary.WORD);
        return catchThrowableOfType(ArgumentException.class, () -> DatabaseUrl.parse(url));
    }

    private static Arguments of(String template, String part, String piece) {
        return Arguments.of(template, part, piece);
    }
}
