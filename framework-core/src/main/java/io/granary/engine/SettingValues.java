package io.granary.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The values of settings, by setting; one that is not there has its default. Immutable. */
final class SettingValues {

    private static final SettingValues NONE = new SettingValues(Map.of());

    /** Holds no value that equals the default, so that equal settings are equal maps. */
    private final Map<EngineSetting<?>, Object> changed;

    private SettingValues(Map<EngineSetting<?>, Object> changed) {
        this.changed = changed;
    }

    static SettingValues none() {
        return NONE;
    }

    /** What is under a setting was put there by {@link #with} as a value of that setting's type. */
    @SuppressWarnings("unchecked")
    <T> T get(EngineSetting<T> setting) {
        Object value = changed.get(setting);
        return value == null ? setting.standard() : (T) value;
    }

    /** A copy in which a setting has a value, once the setting has checked it. */
    <T> SettingValues with(EngineSetting<T> setting, T value) {
        T checked = setting.checked(value);
        Map<EngineSetting<?>, Object> copy = new HashMap<>(changed);
        if (checked.equals(setting.standard())) {
            copy.remove(setting);
        } else {
            copy.put(setting, checked);
        }
        return new SettingValues(Map.copyOf(copy));
    }

    /** A copy in which a setting has the value that configuration gives. */
    <T> SettingValues reading(EngineSetting<T> setting, ConfigEntry entry) {
        return with(setting, setting.read(entry));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SettingValues that && changed.equals(that.changed);
    }

    @Override
    public int hashCode() {
        return changed.hashCode();
    }

    /** All settings with secrets masked; of objects given in code, what kind and how many they are. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (EngineSetting<?> setting : EngineSettings.CONFIGURABLE) {
            boolean secrets = setting == EngineSettings.CONNECT_ARGS;
            text.add(setting.key() + "="
                    + (secrets ? OptionText.masked(get(EngineSettings.CONNECT_ARGS)) : OptionText.shown(get(setting))));
        }
        Optional<String> executor = get(EngineSettings.COMPLETION_EXECUTOR)
                .map(given -> given.getClass().getName());
        boolean supplied = get(EngineSettings.CREDENTIALS).isPresent();
        List<EngineListener> listeners = get(EngineSettings.LISTENERS);
        return text.add("credentials=" + (supplied ? "supplied" : "none"))
                .add("completion-executor=" + executor.orElse("none"))
                .add("listeners=" + listeners.size())
                .add("ticker=" + (get(EngineSettings.TICKER) == Ticker.system() ? "system" : "given"))
                .toString();
    }
}
