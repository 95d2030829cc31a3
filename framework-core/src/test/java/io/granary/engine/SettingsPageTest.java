package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.Test;

/** The three places that tell of settings agree: reference.conf, docs/reference/settings.md and the code. */
final class SettingsPageTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z.-]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*)\\|$");
    private static final Config REFERENCE =
            ConfigFactory.parseResources("reference.conf").resolve();
    private static final Config ENGINE_DEFAULTS = REFERENCE.getConfig("granary.engine-defaults");

    @Test
    void hasTheSameKeysInReferenceConfAndInCode() {
        Set<String> inCode =
                EngineSettings.CONFIGURABLE.stream().map(EngineSetting::key).collect(Collectors.toSet());

        assertThat(ENGINE_DEFAULTS.root().keySet()).isEqualTo(inCode);
        assertThat(inCode).hasSameSizeAs(EngineSettings.CONFIGURABLE);
    }

    @Test
    void hasTheSameDefaultsInReferenceConfAndInCode() {
        Config url = ConfigFactory.parseString("url = \"postgresql://h/d\"");
        EngineOptions fromReference = EngineConfig.read(url, ENGINE_DEFAULTS).options();

        assertThat(fromReference).isEqualTo(EngineOptions.defaults());
    }

    @Test
    void hasARowOnThePageForEveryKeyAndNoOther() throws IOException {
        Set<String> keys = new TreeSet<>(EngineConfig.keys());
        ExecutionConfig.keys().forEach(key -> keys.add("execution-options." + key));
        TlsConfig.keys().forEach(key -> keys.add("tls." + key));
        keys.addAll(dispatchers().keySet());

        assertThat(rows().keySet()).isEqualTo(keys);
    }

    @Test
    void givesTheDefaultsOfReferenceConfOnThePage() throws IOException {
        Map<String, String> page = rows();
        ENGINE_DEFAULTS.root().forEach((key, value) -> {
            String text = value.render(ConfigRenderOptions.concise()).replace("\"", "");
            assertThat(page.get(key)).as(key).isEqualTo("`" + text + "`");
        });
        dispatchers().forEach((key, text) -> assertThat(page.get(key)).as(key).isEqualTo("`" + text + "`"));
        ExecutionConfig.keys()
                .forEach(key ->
                        assertThat(page.get("execution-options." + key)).as(key).isEqualTo("unset"));
        TlsConfig.keys()
                .forEach(key -> assertThat(page.get("tls." + key)).as(key).isEqualTo("unset"));
        assertThat(page)
                .containsEntry("url", "required")
                .containsEntry("username", "unset")
                .containsEntry("password", "unset");
    }

    @Test
    void explainsEveryKeyInAComment() throws IOException {
        String text = Files.readString(Path.of("src/main/resources/reference.conf"));

        ENGINE_DEFAULTS
                .root()
                .keySet()
                .forEach(key ->
                        assertThat(text).as(key).containsPattern("#[^\n]+\n    " + Pattern.quote(key) + " (=|\\{)"));
    }

    @Test
    void configuresDispatchersThatStart() {
        ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
        try {
            for (String name :
                    new String[] {"granary.dispatcher", "granary.session-dispatcher", "granary.blocking-dispatcher"}) {
                assertThat(kit.system()
                                .dispatchers()
                                .lookup(DispatcherSelector.fromConfig(name))
                                .toString())
                        .contains(name);
            }
            assertThat(kit.system().settings().config().getObject("granary.engines"))
                    .isEmpty();
        } finally {
            kit.shutdownTestKit();
        }
    }

    private static Map<String, String> dispatchers() {
        Map<String, String> keys = new TreeMap<>();
        for (String name :
                new String[] {"granary.dispatcher", "granary.session-dispatcher", "granary.blocking-dispatcher"}) {
            Config dispatcher = REFERENCE.getConfig(name);
            dispatcher.entrySet().forEach(entry -> {
                if (!Set.of("type", "executor").contains(entry.getKey())) {
                    keys.put(name + "." + entry.getKey(), dispatcher.getString(entry.getKey()));
                }
            });
        }
        return keys;
    }

    /** The default column by key. */
    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/reference/settings.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(4).strip()))
                        .as(row.group(1))
                        .isNull();
            }
        }
        return rows;
    }
}
