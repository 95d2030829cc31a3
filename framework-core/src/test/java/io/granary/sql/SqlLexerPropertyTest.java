package io.granary.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.granary.error.CompileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlLexerPropertyTest {

    private static final Map<LexicalRules, List<String>> TOKENS = Map.of(
            LexicalRules.postgresql(),
            List.of(
                    "E'\\\\:x' ||",
                    "'\\'",
                    "$$:x'$$",
                    "$t$ $$ :x $t$",
                    "::int",
                    "/* /* :x */ ' */",
                    "?",
                    "?|",
                    "@>",
                    "#>>",
                    "\"a:b\""),
            LexicalRules.mysql(),
            List.of("'\\\\:x'", "\"\\\\:x\"", "`a:b`", ":=", "/* /* ' */", "@a", "$x", "/*! 1 */"),
            LexicalRules.h2(),
            List.of("'\\'", "$$:x'$$", "`a:b`", "// :x '\n", "/* /* :x */ ' */", "\"a:b\"", "e'\\'"));

    private static final List<String> COMMON = List.of(
            "select",
            "from",
            "with",
            "x",
            "in",
            "not",
            "(",
            ")",
            ",",
            "+",
            "-",
            "/",
            "*",
            "=",
            ".",
            "'a''b:c'",
            "''",
            "\"a\"\"b\"",
            "-- :x '\n",
            "/* :x */",
            "/**/",
            "12:30",
            "1.5e3",
            "a[1:2]",
            ": ",
            "größe",
            "\n",
            "\t",
            "->",
            "->>",
            "'😀'");

    private static Stream<LexicalRules> databases() {
        return TOKENS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void givesBackAStatementWithoutParameters(LexicalRules rules) {
        Random random = new Random(20261123);
        SqlLexer lexer = SqlLexer.of(rules);
        List<String> tokens = new ArrayList<>(COMMON);
        tokens.addAll(TOKENS.get(rules));
        for (int i = 0; i < 5_000; i++) {
            String sql = "select "
                    + random.ints(random.nextInt(40), 0, tokens.size())
                            .mapToObj(tokens::get)
                            .collect(Collectors.joining(" "));
            assertThat(joined(lexer.parse(sql))).isEqualTo(sql);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsEveryParameterBetweenOtherTokens(LexicalRules rules) {
        Random random = new Random(20261124);
        SqlLexer lexer = SqlLexer.of(rules);
        List<String> tokens = new ArrayList<>(COMMON);
        tokens.addAll(TOKENS.get(rules));
        for (int i = 0; i < 5_000; i++) {
            StringBuilder sql = new StringBuilder("select ");
            List<String> names = new ArrayList<>();
            for (int j = random.nextInt(30); j >= 0; j--) {
                if (random.nextInt(3) == 0) {
                    names.add("p" + j);
                    sql.append(":p").append(j).append(' ');
                }
                sql.append(tokens.get(random.nextInt(tokens.size()))).append(' ');
            }
            ParsedText parsed = lexer.parse(sql.toString());
            assertThat(parsed.names()).containsExactlyElementsOf(names);
            assertThat(joined(parsed)).isEqualTo(sql.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void failsInNoOtherWayThanItsOwn(LexicalRules rules) {
        Random random = new Random(20261125);
        SqlLexer lexer = SqlLexer.of(rules);
        String alphabet = "aeE:;'\"`$?\\/*-#()[],.1 \n=inot";
        for (int i = 0; i < 50_000; i++) {
            String sql = random.ints(1 + random.nextInt(20), 0, alphabet.length())
                    .mapToObj(index -> alphabet.substring(index, index + 1))
                    .collect(Collectors.joining());
            assertThatCode(() -> parseOrRefuse(lexer, sql)).doesNotThrowAnyException();
        }
    }

    /** Anything worse than in proportion to the length would take hours. */
    @ParameterizedTest
    @MethodSource("databases")
    void readsMillionsOfCharacters(LexicalRules rules) {
        SqlLexer lexer = SqlLexer.of(rules);
        String mixed = "f(a) not in (:a) and 'it''s' || \"b\" /* c */ -- d\n + ";
        assertThat(lexer.parse("select " + mixed.repeat(10_000_000 / mixed.length()))
                        .verb())
                .isEqualTo(StatementVerb.SELECT);
        for (String piece :
                List.of("(", "a ", "' '' ' ", ":a ", "/* */", "- ", "$ ", "E ", "E'' ", "\n", "a$", "a,", "--\n")) {
            String sql = "select " + piece.repeat(1_000_000 / piece.length());
            assertThat(lexer.parse(sql).verb()).isEqualTo(StatementVerb.SELECT);
        }
    }

    private static void parseOrRefuse(SqlLexer lexer, String sql) {
        try {
            lexer.parse(sql);
        } catch (CompileException refused) {
            assertThat(refused).hasMessageContaining("at:");
        }
    }

    private static String joined(ParsedText text) {
        return text.segments().stream().map(SqlLexerPropertyTest::source).collect(Collectors.joining());
    }

    private static String source(Segment segment) {
        if (segment instanceof Segment.InList list) {
            return list.before() + ":" + list.name() + list.after();
        }
        return segment instanceof Segment.Bind bind ? ":" + bind.name() : ((Segment.Text) segment).sql();
    }
}
