package io.granary.engine.internal.url;

import io.granary.engine.internal.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The options after {@code ?} in a URL: names in order of their first appearance, each with all of its values in order. */
public final class UrlQuery {

    private static final String KEPT = "/:,;=*";

    private UrlQuery() {}

    /** The options of the text after the question mark. */
    public static Map<String, List<String>> parse(String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return query;
        }
        for (String option : text.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw UrlPart.QUERY.wrong(
                        "The query of the URL holds something that is not name=value.",
                        "Write ?name=value&name=value. If the password holds '?', write it as %3F.");
            }
            query.computeIfAbsent(
                            PercentCode.decode(option.substring(0, equals), UrlPart.QUERY), name -> new ArrayList<>())
                    .add(PercentCode.decode(option.substring(equals + 1), UrlPart.QUERY));
        }
        return query;
    }

    /** The options with their question mark, or nothing when there are none. */
    public static String render(Map<String, List<String>> query, boolean showSecrets) {
        StringJoiner options = new StringJoiner("&", "?", "").setEmptyValue("");
        query.forEach((name, values) -> values.forEach(value -> options.add(option(name, value, showSecrets))));
        return options.toString();
    }

    private static String option(String name, String value, boolean showSecrets) {
        String shown = showSecrets ? value : Secrets.masked(name, value);
        return PercentCode.encode(name, "") + "=" + PercentCode.encode(shown, KEPT);
    }
}
