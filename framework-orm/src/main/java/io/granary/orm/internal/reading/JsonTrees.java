package io.granary.orm.internal.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.granary.error.ArgumentException;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.lang.reflect.Type;

/** Values as trees of JSON, as statements write and read them. */
public final class JsonTrees {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonTrees() {}

    /**
     * {@return the tree of what would be stored of a value}
     *
     * @param value anything that Jackson can write
     * @throws ArgumentException when it cannot
     */
    public static JsonNode of(Object value) {
        try {
            // By way of bytes: a tree that is read has one class for each number, whatever Java had.
            return MAPPER.readTree(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException unwritable) {
            throw failed("A value of " + value.getClass().getName() + " cannot be written as JSON", unwritable);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * {@return the value of a tree}
     *
     * @param <T> its class
     * @param type its class
     * @param tree the tree
     * @throws ArgumentException when Jackson cannot make one of it
     */
    public static <T> T read(Class<T> type, JsonNode tree) {
        return read(type, MAPPER.constructType(type), tree);
    }

    /** A class that is of others, such as {@code Map<String, Address>}, of which a plain JSON type would know only that it is a Map. */
    static <T> SqlType<T> typeOf(Class<T> raw, Type generic) {
        JavaType type = MAPPER.constructType(generic);
        return Types.JSON.mapped(raw, JsonTrees::of, tree -> read(raw, type, tree));
    }

    private static <T> T read(Class<T> raw, JavaType type, JsonNode tree) {
        try {
            return raw.cast(MAPPER.treeToValue(tree, type));
        } catch (JsonProcessingException unreadable) {
            throw failed("A JSON document cannot be read as " + type.toCanonical(), unreadable);
        }
    }

    private static ArgumentException failed(String sentence, JsonProcessingException why) {
        return ArgumentException.of(
                sentence + ": " + why.getOriginalMessage() + ".",
                "Give Jackson what it needs for the class: getters, annotations or a module.");
    }
}
