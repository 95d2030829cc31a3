package io.granary.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.granary.dialect.PostgresDialect;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Sql;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a session fills the objects
class AssociationMapTest {

    @Entity
    static class Account {
        @Id
        long id;

        @OneToMany(mappedBy = "account")
        @MapKey(name = "name")
        Map<String, Setting> settings = new LinkedHashMap<>();

        @OneToMany(mappedBy = "account")
        List<Setting> all = new ArrayList<>();
    }

    @Entity
    static class Setting {
        @Id
        long id;

        String name;

        String text;

        @ManyToOne
        Account account;

        static Setting of(String name, String text) {
            Setting setting = new Setting();
            setting.name = name;
            setting.text = text;
            return setting;
        }
    }

    private static final EntityTable<Account> ACCOUNT = EntityTable.of(Account.class);
    private static final Relationship<Account, Map<String, Setting>> SETTINGS = ACCOUNT.relationship("settings");
    private static final Column<String> TEXT = EntityTable.of(Setting.class).attribute("text", String.class);
    private static final AssociationMap<Account, String, String> TEXTS = AssociationMap.of(SETTINGS, TEXT, Setting::of);

    private final Account account = new Account();
    private final Map<String, String> texts = TEXTS.map(account);

    @Test
    void aMapIsAViewOfTheObjectsUnderTheirKeys() {
        assertThat(texts.put("theme", "dark")).isNull();
        texts.put("font", "serif");
        Setting theme = account.settings.get("theme");
        assertThat(theme.name).isEqualTo("theme");

        assertThat(texts.put("theme", "light")).isEqualTo("dark");
        assertThat(account.settings.get("theme")).as("the same object").isSameAs(theme);
        assertThat(theme.text).isEqualTo("light");
        assertThat(texts).containsExactly(entry("theme", "light"), entry("font", "serif"));
        assertThat(texts.get("none")).isNull();
        assertThat(texts.containsKey("font")).isTrue();

        assertThat(texts.remove("theme")).isEqualTo("light");
        assertThat(texts.remove("theme")).isNull();
        assertThat(account.settings).containsOnlyKeys("font");
        account.settings = new LinkedHashMap<>();
        assertThat(texts).as("of the map that is there now").isEmpty();
    }

    @Test
    void entriesWriteThrough() {
        texts.putAll(Map.of("a", "1", "b", "2"));
        texts.replaceAll((key, text) -> key + text);
        assertThat(account.settings.get("b").text).isEqualTo("b2");
        for (Iterator<Map.Entry<String, String>> each = texts.entrySet().iterator(); each.hasNext(); ) {
            if (each.next().getValue().equals("a1")) {
                each.remove();
            }
        }
        assertThat(account.settings).containsOnlyKeys("b");
        texts.clear();
        assertThat(account.settings).isEmpty();
    }

    @Test
    void whatIsNoMapIsRefused() {
        Relationship<Account, ? extends Map<String, Setting>> list = ACCOUNT.relationship("all");
        assertThatThrownBy(() -> AssociationMap.of(list, TEXT, Setting::of))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("has no @MapKey");
        account.settings = null;
        assertThatThrownBy(texts::size)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("there is null");
    }

    @Test
    void conditionsAskForRowsInTheMiddle() {
        String sql = Sql.select(ACCOUNT.attribute("id", Long.class))
                .where(TEXTS.contains("dark"))
                .toSql(PostgresDialect.INSTANCE)
                .text();
        assertThat(sql)
                .endsWith(
                        "WHERE EXISTS (SELECT * FROM setting WHERE setting.account_id = account.id AND setting.text = $1)");
        assertThat(TEXTS).hasToString("Account.settings.text");
    }
}
