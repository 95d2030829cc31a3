package io.granary.dialect.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.granary.error.ArgumentException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON by Jackson, with the modules that are there. */
final class JsonDocuments {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonDocuments() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw ArgumentException.of(
                    "A value of " + value.getClass().getName() + " cannot be written as JSON: "
                            + unwritable.getOriginalMessage() + ".",
                    "Give Jackson what it needs for the class: getters, annotations or a module.");
        }
    }

    static <T> Object read(Object value, Class<T> type) {
        String text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException unreadable) {
            throw ArgumentException.of(
                    "A JSON document cannot be read as " + type.getName() + ": " + unreadable.getOriginalMessage()
                            + ".",
                    "Read it as a tree, Types.JSON, or give Jackson what it needs for the class.");
        }
    }
}
