package io.granary.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.NearMiss;
import io.granary.error.NoSuchModuleException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What configuration says of an engine: its URL and options. A block in HOCON has the key {@code url}, may have {@code username} and
 * {@code password}, which replace those of the URL so that a secret can come from the environment
 * ({@code password = ${?DB_PASSWORD}}), and any of the options of {@link EngineOptions} in kebab case.
 *
 * <p>An unknown key is refused, with the near-miss. Errors name the key and where it stands, and no value that may be a secret.
 */
public final class EngineConfig {

    private static final String ENGINES = "granary.engines";
    private static final String DEFAULTS = "granary.engine-defaults";
    private static final String URL = "url";
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    private final DatabaseUrl url;
    private final EngineOptions options;

    private EngineConfig(DatabaseUrl url, EngineOptions options) {
        this.url = url;
        this.options = options;
    }

    /**
     * {@return what an engine's block says; what it leaves out is taken from the defaults, then from {@link EngineOptions#defaults()}}
     *
     * @param engine the block of one engine, resolved
     * @param defaults a block of the same keys, as {@code granary.engine-defaults}, resolved
     * @throws ArgumentException if a key is unknown, a value wrong, or the URL missing or wrong
     */
    public static EngineConfig read(Config engine, Config defaults) {
        requireResolved(engine);
        requireResolved(defaults);
        ConfigBlock block = new ConfigBlock("", engine.withFallback(defaults).root());
        block.refuseUnknown(keys());
        ConfigEntry urlEntry = block.entry(URL)
                .orElseThrow(() -> new ArgumentException(
                        ErrorReport.of(ErrorCode.ARGUMENT, "The configuration of an engine has no url.")
                                .with("option", URL)
                                .with("origin", engine.origin().description())
                                .hint("Add url = \"postgresql://host:5432/database\".")));
        String text = urlEntry.text();
        DatabaseUrl url = placed(urlEntry, () -> DatabaseUrl.parse(text));
        url = override(block, USERNAME, url, DatabaseUrl::withUsername);
        url = override(block, PASSWORD, url, DatabaseUrl::withPassword);
        return new EngineConfig(url, options(block));
    }

    /**
     * {@return what {@code granary.engines.<name>} says, with {@code granary.engine-defaults} behind it}
     *
     * @param root the actor system's configuration
     * @param name the engine's name
     * @throws ArgumentException if there is no such engine, or as {@link #read} does
     */
    public static EngineConfig named(Config root, String name) {
        requireResolved(root);
        ConfigObject engines = block(root, ENGINES);
        Optional<ConfigValue> found = Optional.ofNullable(engines.get(name));
        if (found.isEmpty()) {
            TreeSet<String> names = new TreeSet<>(engines.keySet());
            String near = NearMiss.of(name, names)
                    .map(word -> "Did you mean " + word + "? ")
                    .orElse("");
            throw new ArgumentException(ErrorReport.of(
                            ErrorCode.ARGUMENT, "No engine is configured by the name " + OptionText.quoted(name) + ".")
                    .with("option", ENGINES)
                    .hint(near
                            + (names.isEmpty()
                                    ? "Add a block " + ENGINES + "." + name + " with a url."
                                    : "Configured are " + String.join(", ", names) + ".")));
        }
        ConfigBlock engine = new ConfigEntry(ENGINES + "." + name, found.get()).block();
        return read(engine.object().toConfig(), block(root, DEFAULTS).toConfig());
    }

    /** {@return where the database is, with the user and password of the block if it has them} */
    public DatabaseUrl url() {
        return url;
    }

    /** {@return the options} */
    public EngineOptions options() {
        return options;
    }

    /** {@return URL and options with secrets masked} */
    @Override
    public String toString() {
        return "EngineConfig[" + url + ", " + options + "]";
    }

    /** All keys of an engine's block. */
    static Set<String> keys() {
        Set<String> keys = EngineSettings.CONFIGURABLE.stream()
                .map(EngineSetting::key)
                .collect(Collectors.toCollection(TreeSet::new));
        keys.addAll(List.of(URL, USERNAME, PASSWORD));
        return keys;
    }

    private static EngineOptions options(ConfigBlock block) {
        SettingValues values = SettingValues.none();
        for (EngineSetting<?> setting : EngineSettings.CONFIGURABLE) {
            Optional<ConfigEntry> entry = block.entry(setting.key());
            values = entry.isPresent() ? values.reading(setting, entry.get()) : values;
        }
        return EngineOptions.of(values);
    }

    private static DatabaseUrl override(
            ConfigBlock block, String key, DatabaseUrl url, BiFunction<DatabaseUrl, String, DatabaseUrl> change) {
        Optional<ConfigEntry> entry = block.entry(key);
        if (entry.isEmpty()) {
            return url;
        }
        String text = entry.get().text();
        return placed(entry.get(), () -> change.apply(url, text));
    }

    /** Adds to an error of the URL where the URL stands. */
    private static DatabaseUrl placed(ConfigEntry entry, Supplier<DatabaseUrl> parse) {
        try {
            return parse.get();
        } catch (NoSuchModuleException unknown) {
            throw new NoSuchModuleException(entry.placed(unknown.report()));
        } catch (ArgumentException wrong) {
            throw new ArgumentException(entry.placed(wrong.report()));
        }
    }

    private static ConfigObject block(Config root, String path) {
        return root.hasPath(path)
                ? new ConfigEntry(path, root.getValue(path)).block().object()
                : ConfigFactory.empty().root();
    }

    private static void requireResolved(Config config) {
        if (!config.isResolved()) {
            throw ArgumentException.of(
                    "The configuration holds substitutions that were not resolved.", "Call resolve() on it first.");
        }
    }
}
