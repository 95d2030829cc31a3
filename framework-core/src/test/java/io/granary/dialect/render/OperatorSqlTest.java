package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.falseValue;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.nullOf;
import static io.granary.sql.Sql.or;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.NUMERIC;
import static io.granary.type.Types.TEXT;
import static io.granary.type.Types.numeric;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.sql.Expression;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operators, and the parentheses that they need. */
class OperatorSqlTest {

    private static Written where(Expression<Boolean> condition) {
        return assertWritten(select(USERS.id).where(condition));
    }

    private static String from(String condition) {
        return "SELECT users.id FROM users WHERE " + condition;
    }

    private static Written value(Expression<?> expression) {
        return assertWritten(select(expression.as("x")));
    }

    // ---- comparing

    @Test
    void comparisons() {
        where(USERS.age.eq(1)).everywhere(from("users.age = ?"), 1);
        where(USERS.age.ne(1)).everywhere(from("users.age != ?"), 1);
        where(USERS.age.lt(1)).everywhere(from("users.age < ?"), 1);
        where(USERS.age.le(1)).everywhere(from("users.age <= ?"), 1);
        where(USERS.age.gt(1)).everywhere(from("users.age > ?"), 1);
        where(USERS.age.ge(1)).everywhere(from("users.age >= ?"), 1);
        where(USERS.age.eq(USERS.age)).everywhere(from("users.age = users.age"));
    }

    @Test
    void nullIsAskedForWithIs() {
        where(USERS.name.eq((String) null)).everywhere(from("users.name IS NULL"));
        where(USERS.name.ne((String) null)).everywhere(from("users.name IS NOT NULL"));
        where(USERS.name.eq(nullOf(TEXT))).everywhere(from("users.name IS NULL"));
        where(USERS.name.isNull().not()).everywhere(from("users.name IS NOT NULL"));
    }

    @Test
    void distinctFromCountsNullAsAValue() {
        where(USERS.age.isDistinctFrom(1))
                .postgresAndH2(from("users.age IS DISTINCT FROM ?"), 1)
                .mysqls(from("NOT (users.age <=> ?)"), 1);
        where(USERS.age.isNotDistinctFrom((Integer) null))
                .postgresAndH2(from("users.age IS NOT DISTINCT FROM NULL"))
                .mysqls(from("users.age <=> NULL"));
        where(USERS.age.isDistinctFrom(USERS.age).not())
                .postgresAndH2(from("users.age IS NOT DISTINCT FROM users.age"))
                .mysqls(from("users.age <=> users.age"));
    }

    @Test
    @Tag("SQ16")
    void aComparisonIsAskedForNullInParentheses() {
        where(USERS.age.eq(5).isNull()).everywhere(from("(users.age = ?) IS NULL"), 5);
    }

    @Test
    @Tag("SQ19")
    void aComparisonWithinBetweenStandsInParentheses() {
        where(USERS.active.eq(USERS.active).between(falseValue(), trueValue()))
                .everywhere(from("(users.active = users.active) BETWEEN false AND true"));
    }

    @Test
    @Tag("SQ22")
    void comparisonsAreNotAssociative() {
        where(USERS.active.eq(USERS.active).eq(USERS.active))
                .everywhere(from("(users.active = users.active) = users.active"));
    }

    @Test
    @Tag("SQ26")
    void comparedConditionsStandInParenthesesOnBothSides() {
        where(USERS.age.isNull().ne(USERS.name.isNull()))
                .everywhere(from("(users.age IS NULL) != (users.name IS NULL)"));
    }

    // ---- ranges

    @Test
    @Tag("SQ64")
    void between() {
        where(USERS.age.between(1, 2)).everywhere(from("users.age BETWEEN ? AND ?"), 1, 2);
        where(USERS.age.notBetween(1, 2)).everywhere(from("users.age NOT BETWEEN ? AND ?"), 1, 2);
        where(not(USERS.age.betweenSymmetric(2, 1)))
                .postgresAndH2(from("users.age NOT BETWEEN SYMMETRIC ? AND ?"), 2, 1)
                .mysqls(from("users.age NOT BETWEEN least(?, ?) AND greatest(?, ?)"), 2, 1, 2, 1)
                .sqlite(from("users.age NOT BETWEEN min(?, ?) AND max(?, ?)"), 2, 1, 2, 1);
        where(USERS.age.between(USERS.age.add(1), USERS.age))
                .everywhere(from("users.age BETWEEN users.age + ? AND users.age"), 1);
    }

    // ---- text

    @Test
    void patterns() {
        where(USERS.name.like("a%")).everywhere(from("users.name LIKE ?"), "a%");
        where(USERS.name.notLike("a%")).everywhere(from("users.name NOT LIKE ?"), "a%");
        where(USERS.name.like(USERS.name)).everywhere(from("users.name LIKE users.name"));
        where(USERS.name.ilike("a%"))
                .postgresAndH2(from("users.name ILIKE ?"), "a%")
                .mysqls(from("lower(users.name) LIKE lower(?)"), "a%");
    }

    @Test
    @Tag("SQ61")
    void whatIsSearchedForIsEscaped() {
        where(USERS.name.contains("a%b_c/d")).everywhere(from("users.name LIKE ? ESCAPE '/'"), "%a/%b/_c//d%");
        where(USERS.name.startsWith("a%")).everywhere(from("users.name LIKE ? ESCAPE '/'"), "a/%%");
        where(USERS.name.endsWith("a_")).everywhere(from("users.name LIKE ? ESCAPE '/'"), "%a/_");
        where(USERS.name.contains("a").not()).everywhere(from("users.name NOT LIKE ? ESCAPE '/'"), "%a%");
        where(USERS.name.like("a#%", '#')).everywhere(from("users.name LIKE ? ESCAPE '#'"), "a#%");
        where(USERS.name.icontains("A_"))
                .postgresAndH2(from("users.name ILIKE ? ESCAPE '/'"), "%A/_%")
                .mysqls(from("lower(users.name) LIKE lower(?) ESCAPE '/'"), "%A/_%");
    }

    @Test
    @Tag("DI13")
    void aBackslashThatEscapesIsDoubledWhereItEscapesInConstants() {
        where(USERS.name.like("a\\%", '\\'))
                .postgresAndH2(from("users.name LIKE ? ESCAPE '\\'"), "a\\%")
                .mysqls(from("users.name LIKE ? ESCAPE '\\\\'"), "a\\%");
    }

    @Test
    @Tag("DI47")
    void aPatternInAnyCaseIsEscapedAndNegated() {
        where(USERS.name.icontains("a").not())
                .postgresAndH2(from("users.name NOT ILIKE ? ESCAPE '/'"), "%a%")
                .mysqls(from("lower(users.name) NOT LIKE lower(?) ESCAPE '/'"), "%a%");
        where(USERS.name.notIlike("a")).postgresAndH2(from("users.name NOT ILIKE ?"), "a");
    }

    @Test
    @Tag("SQ62")
    void aPrefixThatIsAnExpressionIsConcatenated() {
        where(USERS.name.startsWith(USERS.name))
                .postgresAndH2(from("users.name LIKE users.name || ?"), "%")
                .mysqls(from("users.name LIKE concat(users.name, ?)"), "%");
    }

    /** There nothing binds tighter than it. */
    @Test
    void whatIsPutTogetherOnSqliteStandsInParentheses() {
        value(USERS.name.concat(USERS.age.add(1).mul(2)).concat("!"))
                .sqlite("SELECT users.name || ((users.age + ?) * ?) || ? AS x FROM users", 1, 2, "!");
        value(USERS.name.concat(NODES.flags.bitAnd(2)))
                .sqlite("SELECT users.name || (nodes.flags & ?) AS x FROM users, nodes", 2);
    }

    @Test
    void theRestOfDecimalNumbersIsAFunctionOnSqlite() {
        value(USERS.age.mod(2)).sqlite("SELECT users.age % ? AS x FROM users", 2);
        value(ORDERS.total.mod(new BigDecimal("0.5")))
                .sqlite("SELECT mod(orders.total, ?) AS x FROM orders", new BigDecimal("0.5"));
    }

    @Test
    void decimalNumbersAreRoundedWhereTheyAreConvertedOnSqlite() {
        value(ORDERS.total.mul(new BigDecimal("2")).cast(numeric(10, 1)))
                .sqlite("SELECT round(CAST(orders.total * ? AS NUMERIC), 1) AS x FROM orders", new BigDecimal("2"));
        value(ORDERS.total.cast(numeric(20, 1))).sqlite("SELECT CAST(orders.total AS NUMERIC) AS x FROM orders");
    }

    @Test
    void concatenationIsTighterThanComparison() {
        where(USERS.name.concat("!").eq("a"))
                .postgresAndH2(from("users.name || ? = ?"), "!", "a")
                .mysqls(from("concat(users.name, ?) = ?"), "!", "a");
    }

    // ---- calculating

    @Test
    @Tag("SQ17")
    void productsAreTighterThanSums() {
        value(USERS.age.add(5).mul(6)).everywhere("SELECT (users.age + ?) * ? AS x FROM users", 5, 6);
        value(USERS.age.mul(5).add(6)).everywhere("SELECT users.age * ? + ? AS x FROM users", 5, 6);
        value(USERS.age.add(USERS.age.mul(6))).everywhere("SELECT users.age + users.age * ? AS x FROM users", 6);
        value(USERS.age.mul(USERS.age.add(6))).everywhere("SELECT users.age * (users.age + ?) AS x FROM users", 6);
    }

    @Test
    @Tag("SQ20")
    void minusAndItsLikeAreNotAssociative() {
        value(USERS.age.sub(USERS.age).sub(USERS.age))
                .everywhere("SELECT (users.age - users.age) - users.age AS x FROM users");
        value(USERS.age.sub(USERS.age.sub(USERS.age)))
                .everywhere("SELECT users.age - (users.age - users.age) AS x FROM users");
        value(USERS.age.div(2).div(3)).everywhere("SELECT (users.age / ?) / ? AS x FROM users", 2, 3);
        value(USERS.age.mod(2).mul(3)).everywhere("SELECT (users.age % ?) * ? AS x FROM users", 2, 3);
        value(USERS.age.sub(USERS.age.add(1))).everywhere("SELECT users.age - (users.age + ?) AS x FROM users", 1);
    }

    @Test
    @Tag("SQ23")
    void whatIsAssociativeIsFlat() {
        value(USERS.age.add(USERS.age).add(USERS.age))
                .everywhere("SELECT users.age + users.age + users.age AS x FROM users");
        value(USERS.name.concat(USERS.name).concat(USERS.name.concat(USERS.name)))
                .postgresAndH2("SELECT users.name || users.name || users.name || users.name AS x FROM users")
                .mysqls("SELECT concat(users.name, users.name, users.name, users.name) AS x FROM users");
        where(and(USERS.age.eq(1), and(USERS.age.eq(2), USERS.age.eq(3))))
                .everywhere(from("users.age = ? AND users.age = ? AND users.age = ?"), 1, 2, 3);
    }

    @Test
    @Tag("SQ25")
    void operatorsOnBitsRankWithSums() {
        value(NODES.flags.bitAnd(1).bitOr(2).shiftLeft(3))
                .postgres("SELECT ((nodes.flags & $1) | $2) << $3 AS x FROM nodes", 1, 2, 3)
                .mysqls("SELECT ((nodes.flags & ?) | ?) << ? AS x FROM nodes", 1, 2, 3)
                .h2(
                        "SELECT lshift(bitor(bitand(nodes.flags, CAST(? AS INTEGER)), CAST(? AS INTEGER)), CAST(? AS INTEGER)) AS x FROM nodes",
                        1,
                        2,
                        3);
        value(NODES.flags.add(1).bitAnd(2))
                .everywhereButH2("SELECT (nodes.flags + ?) & ? AS x FROM nodes", 1, 2)
                .h2("SELECT bitand(nodes.flags + ?, CAST(? AS INTEGER)) AS x FROM nodes", 1, 2);
        value(NODES.flags.shiftRight(2)).h2("SELECT rshift(nodes.flags, CAST(? AS INTEGER)) AS x FROM nodes", 2);
    }

    @Test
    void operatorsOnBitsStandInParenthesesBesideTexts() {
        value(USERS.name.concat(NODES.flags.bitXor(2)))
                .postgres("SELECT users.name || (nodes.flags # $1) AS x FROM users, nodes", 2)
                .mysqls("SELECT concat(users.name, nodes.flags ^ ?) AS x FROM users, nodes", 2);
    }

    @Test
    void exclusiveOrIsTighterThanProductsOnMySql() {
        value(NODES.flags.mul(2).bitXor(3))
                .postgres("SELECT nodes.flags * $1 # $2 AS x FROM nodes", 2, 3)
                .mysqls("SELECT (nodes.flags * ?) ^ ? AS x FROM nodes", 2, 3)
                .h2("SELECT bitxor(nodes.flags * ?, CAST(? AS INTEGER)) AS x FROM nodes", 2, 3);
    }

    @Test
    void signs() {
        value(USERS.age.neg()).everywhere("SELECT -users.age AS x FROM users");
        value(USERS.age.neg().neg()).everywhere("SELECT -(-users.age) AS x FROM users");
        value(USERS.age.add(1).neg()).everywhere("SELECT -(users.age + ?) AS x FROM users", 1);
        value(USERS.age.sub(USERS.age.neg())).everywhere("SELECT users.age - -users.age AS x FROM users");
    }

    @Test
    void twoKindsOfNumbersAreRefused() {
        assertThatThrownBy(() -> ORDERS.total.mul(USERS.age))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Cast the narrower one");
        value(ORDERS.total.mul(ORDERS.id.cast(NUMERIC)))
                .postgres("SELECT orders.total * CAST(orders.id AS NUMERIC) AS x FROM orders")
                .mysqls("SELECT orders.total * CAST(orders.id AS DECIMAL(38, 10)) AS x FROM orders")
                .h2("SELECT orders.total * CAST(orders.id AS NUMERIC(38, 10)) AS x FROM orders");
    }

    @Test
    void decimalsThatAreCalculatedWithHaveATypeOnH2() {
        value(ORDERS.total.add(new BigDecimal("0.5")).div(new BigDecimal("3")))
                .everywhereButH2(
                        "SELECT (orders.total + ?) / ? AS x FROM orders", new BigDecimal("0.5"), new BigDecimal("3"))
                .h2(
                        "SELECT (orders.total + CAST(? AS DECFLOAT(65))) / CAST(? AS DECFLOAT(65)) AS x FROM orders",
                        new BigDecimal("0.5"),
                        new BigDecimal("3"));
        where(ORDERS.total.gt(new BigDecimal("0.5")))
                .everywhere("SELECT users.id FROM users, orders WHERE orders.total > ?", new BigDecimal("0.5"));
    }

    // ---- and, or, not

    @Test
    @Tag("SQ08")
    void orWithinAndStandsInParentheses() {
        where(and(USERS.age.eq(1), or(USERS.age.eq(2), USERS.age.eq(3)), text("name = 'x'")))
                .everywhere(from("users.age = ? AND (users.age = ? OR users.age = ?) AND name = 'x'"), 1, 2, 3);
        where(or(and(USERS.age.eq(1), USERS.name.eq("x")), USERS.age.eq(2)))
                .everywhere(from("users.age = ? AND users.name = ? OR users.age = ?"), 1, "x", 2);
    }

    @Test
    @Tag("SQ10")
    void trueDecidesAnOr() {
        where(or(trueValue(), USERS.age.eq(7)).not()).everywhere(from("false"));
        where(or(falseValue(), USERS.age.eq(7))).everywhere(from("users.age = ?"), 7);
    }

    @Test
    @Tag("SQ11")
    void trueIsLeftOutOfAnAndAndFalseDecidesIt() {
        where(and(trueValue(), USERS.age.eq(7), trueValue(), USERS.age.eq(9)))
                .everywhere(from("users.age = ? AND users.age = ?"), 7, 9);
        where(and(USERS.age.eq(7), falseValue())).everywhere(from("false"));
        assertWritten(select(USERS.id).where(and(USERS.age.eq(7), falseValue()).not()))
                .everywhere("SELECT users.id FROM users");
    }

    @Test
    @Tag("SQ13")
    void noConditionsAtAllAreRefused() {
        assertThatThrownBy(() -> and()).isInstanceOf(ArgumentException.class).hasMessageContaining("no condition");
        assertThatThrownBy(() -> or()).isInstanceOf(ArgumentException.class);
    }

    @Test
    @Tag("SQ65")
    void negationGoesIntoSingleComparisonsOnly() {
        where(not(USERS.age.eq(1))).everywhere(from("users.age != ?"), 1);
        where(not(USERS.age.lt(1))).everywhere(from("users.age >= ?"), 1);
        where(not(and(USERS.age.eq(1), USERS.age.eq(2))))
                .everywhere(from("NOT (users.age = ? AND users.age = ?)"), 1, 2);
        where(not(not(or(USERS.age.eq(1), USERS.age.eq(2))))).everywhere(from("users.age = ? OR users.age = ?"), 1, 2);
        where(not(text("a or b"))).postgres(from("NOT (a or b)"));
    }

    @Test
    @Tag("SQ49")
    void aBooleanColumnIsAConditionByItself() {
        where(USERS.active).postgresAndH2(from("users.active")).mysqls(from("users.active = 1"));
        where(not(USERS.active)).postgresAndH2(from("NOT users.active")).mysqls(from("users.active = 0"));
        where(not(not(USERS.active))).postgresAndH2(from("users.active")).mysqls(from("users.active = 1"));
        where(and(USERS.active, USERS.age.eq(1)))
                .postgresAndH2(from("users.active AND users.age = ?"), 1)
                .mysqls(from("users.active = 1 AND users.age = ?"), 1);
    }

    // ---- the user's own

    @Test
    @Tag("SQ67")
    void operatorsOfTheUsersStandInParenthesesBesideOthers() {
        value(NODES.flags.op("%", NODES.flags, INTEGER)).everywhere("SELECT nodes.flags % nodes.flags AS x FROM nodes");
        value(NODES.flags.op("%", NODES.flags.add(1), INTEGER).add(2))
                .everywhere("SELECT (nodes.flags % (nodes.flags + ?)) + ? AS x FROM nodes", 1, 2);
        where(and(USERS.name.boolOp("~", USERS.name), USERS.age.eq(1)))
                .postgres(from("(users.name ~ users.name) AND users.age = $1"), 1);
        where(not(USERS.name.boolOp("~", USERS.name))).postgres(from("NOT (users.name ~ users.name)"));
    }

    @Test
    void operatorsOfTheUsersMayBindAsTightlyAsAny() {
        value(NODES.flags.mul(2).op("DIV", NODES.flags.sub(1), INTEGER))
                .mysqls("SELECT (nodes.flags * ?) DIV (nodes.flags - ?) AS x FROM nodes", 2, 1);
    }

    @Test
    void whatStandsBehindATextIsNoPartOfItsComment() {
        where(and(text("age > 1 -- grown"), USERS.name.isNull()))
                .everywhere(from("age > 1 -- grown\n AND users.name IS NULL"));
        where(and(text("age > 1 or age < 0 -- or not"), USERS.name.isNull()))
                .everywhere(from("(age > 1 or age < 0 -- or not\n) AND users.name IS NULL"));
    }

    @Test
    void aCollationIsTighterThanAllOthers() {
        value(USERS.name.concat("x").collate("de-x-icu"))
                .postgres("SELECT (users.name || $1) COLLATE \"de-x-icu\" AS x FROM users", "x");
        where(USERS.name.collate("C").eq("x")).postgres(from("(users.name COLLATE \"C\") = $1"), "x");
        assertWritten(select(USERS.id).orderBy(USERS.name.collate("utf8mb4_bin").desc()))
                .mysqls("SELECT users.id FROM users ORDER BY users.name COLLATE utf8mb4_bin DESC");
    }
}
