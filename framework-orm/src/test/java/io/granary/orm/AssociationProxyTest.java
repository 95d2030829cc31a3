package io.granary.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.PostgresDialect;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.UnloadedAttributeException;
import io.granary.orm.internal.identity.UnloadedCollection;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Sql;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a session fills the objects
class AssociationProxyTest {

    @Entity
    static class Order {
        @Id
        long id;

        @OneToMany(mappedBy = "order")
        List<Line> lines = new ArrayList<>();

        @ManyToMany
        Set<Word> words = new HashSet<>();
    }

    @Entity
    static class Line {
        @Id
        long id;

        @ManyToOne
        Order order;

        @ManyToOne
        Ref<Product> product;

        @Embedded
        Price price;

        static Line of(Product product) {
            Line line = new Line();
            line.product = Ref.to(product);
            return line;
        }
    }

    @Embeddable
    record Price(int cents, String currency) {}

    @Entity
    static class Product {
        @Id
        long id;
    }

    @Entity
    static class Word {
        @Id
        String text;

        static Word of(String text) {
            Word word = new Word();
            word.text = text;
            return word;
        }
    }

    private static final EntityTable<Order> ORDER = EntityTable.of(Order.class);
    private static final EntityTable<Line> LINE = EntityTable.of(Line.class);
    private static final Relationship<Order, List<Line>> LINES = ORDER.relationship("lines");
    private static final Relationship<Order, Set<Word>> WORDS = ORDER.relationship("words");
    private static final Relationship<Line, Product> PRODUCT = LINE.relationship("product");
    private static final Column<Long> PRODUCT_ID = EntityTable.of(Product.class).attribute("id", Long.class);
    private static final Column<Integer> CENTS = LINE.attribute("price.cents", Integer.class);

    private static final AssociationProxy<Order, Product> PRODUCTS = AssociationProxy.of(LINES, PRODUCT, Line::of);
    private static final AssociationProxy<Order, Integer> PRICES = AssociationProxy.of(LINES, CENTS);
    private static final AssociationProxy<Order, String> TEXTS =
            AssociationProxy.of(WORDS, EntityTable.of(Word.class).attribute("text", String.class), Word::of);

    private final Order order = new Order();
    private final Product tea = new Product();
    private final Product milk = new Product();

    @Test
    @Tag("AP01")
    void aListIsAViewOfTheObjectsInTheMiddle() {
        List<Product> products = PRODUCTS.list(order);
        products.add(tea);
        products.add(0, milk);
        assertThat(order.lines).extracting(line -> line.product.get()).containsExactly(milk, tea);
        Line first = order.lines.get(0);
        assertThat(products.set(0, tea)).isSameAs(milk);
        assertThat(order.lines.get(0)).isSameAs(first);
        order.lines.add(Line.of(milk));
        assertThat(products).containsExactly(tea, tea, milk);
        assertThat(products.remove(tea)).isTrue();
        assertThat(order.lines).doesNotContain(first).hasSize(2);
        order.lines = new ArrayList<>();
        assertThat(products).as("of the collection that is there now").isEmpty();
    }

    @Test
    void aColumnOfAnEmbeddedObjectIsShownAndGiven() {
        Line line = Line.of(tea);
        order.lines.add(line);
        assertThat(PRICES.list(order)).containsExactly((Integer) null);
        line.price = new Price(70, "EUR");
        assertThat(PRICES.list(order).set(0, 80)).isEqualTo(70);
        assertThat(line.price).isEqualTo(new Price(80, "EUR"));
        assertThatThrownBy(() -> PRICES.list(order).add(5))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Order.lines.cents");
    }

    @Test
    @Tag("AP04")
    void aSetHasEachValueOnce() {
        Set<String> texts = TEXTS.set(order);
        assertThat(texts.add("a")).isTrue();
        assertThat(texts.add("a")).isFalse();
        texts.addAll(List.of("b", "c"));
        assertThat(order.words).hasSize(3);
        order.words.add(Word.of("b"));
        assertThat(texts).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(texts.remove("b")).isTrue();
        assertThat(order.words).as("both that had it").hasSize(2);
        for (Iterator<String> each = texts.iterator(); each.hasNext(); ) {
            if (each.next().equals("a")) {
                each.remove();
            }
        }
        assertThat(order.words).extracting(word -> word.text).containsExactly("c");
        texts.clear();
        assertThat(order.words).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    @Tag("AP02")
    void whatIsNotLoadedFailsAsItself() {
        order.lines = (List<Line>) UnloadedCollection.of(LINES);
        List<Product> products = PRODUCTS.list(order);
        assertThatThrownBy(products::size)
                .isInstanceOf(UnloadedAttributeException.class)
                .hasMessageContaining("Order.lines");
        assertThatThrownBy(() -> products.add(tea)).isInstanceOf(UnloadedAttributeException.class);
        assertThatThrownBy(() -> PRODUCTS.set(order).contains(tea)).isInstanceOf(UnloadedAttributeException.class);
        Line line = new Line();
        line.product = Ref.unloaded("Line.product");
        order.lines = new ArrayList<>(List.of(line));
        assertThatThrownBy(() -> products.get(0))
                .isInstanceOf(UnloadedAttributeException.class)
                .hasMessageContaining("Line.product");
        order.lines = null;
        assertThatThrownBy(products::size)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("there is null");
    }

    @Test
    void whatCannotBeShownIsRefused() {
        assertThatThrownBy(() -> TEXTS.list(order))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Use set(...)");
        Relationship<Order, Set<Word>> many = ORDER.relationship("words");
        assertThatThrownBy(
                        () -> AssociationProxy.of(EntityTable.of(Line.class).<List<Order>>relationship("order"), many))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("leads to many");
        order.words.add(Word.of("a"));
        assertThatThrownBy(() -> AssociationProxy.of(WORDS, CENTS).set(order).size())
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Order.words leads to Word, and");
    }

    private static String where(io.granary.sql.Condition condition) {
        String sql = Sql.select(ORDER.attribute("id", Long.class))
                .where(condition)
                .toSql(PostgresDialect.INSTANCE)
                .text();
        return sql.substring(sql.indexOf("WHERE"));
    }

    @Test
    @Tag("AP05")
    void aValueIsShownOfARelationshipToOne() {
        AssociationValue<Line, Long> key =
                AssociationValue.of(LINE.<Product>relationship("product"), PRODUCT_ID, id -> new Product());
        Line line = new Line();
        line.product = Ref.none();
        assertThat(key.get(line)).isNull();
        key.set(line, null);
        assertThat(line.product.find()).isEmpty();
        key.set(line, 5L);
        assertThat(line.product.isLoaded()).isTrue();
        Product made = line.product.get();
        key.set(line, 7L);
        assertThat(line.product.get()).isSameAs(made);
        assertThat(key.get(line)).isEqualTo(7L);
        assertThat(key).hasToString("Line.product.id");
    }

    @Test
    @Tag("AP03")
    void conditionsAskForRowsInTheMiddle() {
        tea.id = 4;
        assertThat(where(PRODUCTS.contains(tea)))
                .isEqualTo(
                        "WHERE EXISTS (SELECT * FROM line WHERE line.order_id = \"order\".id AND line.product_id = $1)");
        assertThat(where(PRODUCTS.any(product -> product.column(PRODUCT_ID).gt(3L))))
                .isEqualTo(
                        "WHERE EXISTS (SELECT * FROM line WHERE line.order_id = \"order\".id AND EXISTS (SELECT * FROM product WHERE product.id = line.product_id AND product.id > $1))");
        assertThat(where(TEXTS.contains("a")))
                .contains("order_id = \"order\".id")
                .endsWith("word.text = $1)");
        assertThat(where(PRICES.any(line -> line.column(CENTS).lt(5))))
                .isEqualTo("WHERE EXISTS (SELECT * FROM line WHERE line.order_id = \"order\".id AND line.cents < $1)");
    }
}
