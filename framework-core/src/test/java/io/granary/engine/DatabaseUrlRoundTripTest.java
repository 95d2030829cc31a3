package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DatabaseUrlRoundTripTest {

    private static final int URLS = 20_000;
    private static final List<String> STARTS = List.of(
            "postgresql://",
            "postgresql+asyncpg://",
            "mysql://",
            "mariadb://",
            "r2dbc:mssql://",
            "r2dbc:proxy:mysql://",
            "h2:mem://",
            "h2:file:///x",
            "h2:tcp://h/x",
            "sqlite://");
    private static final List<String> HOSTS = List.of(
            "localhost",
            "db.example.org",
            "10.0.0.1",
            "::1",
            "2001:db8::ff00:42:8329",
            "fe80::1%eth0",
            "a_b-c",
            "münchen.example");
    private static final List<String> PATHS = List.of("/", "./", "../", "~/", "C:/", "//", "/./", "/~/", "/C:/");

    /** Those that mean something in a URL come up often. */
    private static final String CHARACTERS = "@@::///??##&&==++%%  [];,*'\"\\\n\t~.-_aZ09é漢";

    @Test
    void parsesWhatItRendersBackToAnEqualUrl() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < URLS; i++) {
            DatabaseUrl url = url(random);
            String rendered = url.render(true);
            DatabaseUrl parsed = DatabaseUrl.parse(rendered);
            assertThat(parsed).as("seed %d, url %d: %s", seed, i, rendered).isEqualTo(url);
            assertThat(parsed.render(true)).as("seed %d, url %d", seed, i).isEqualTo(rendered);
        }
    }

    @Test
    void rendersMaskedTextThatParsesToo() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < URLS / 10; i++) {
            DatabaseUrl url = url(random);
            DatabaseUrl masked = DatabaseUrl.parse(url.render());
            assertThat(masked.password())
                    .as("seed %d, url %d", seed, i)
                    .isEqualTo(url.password().map(any -> "***"));
            assertThat(masked.username()).as("seed %d, url %d", seed, i).isEqualTo(url.username());
        }
    }

    private static DatabaseUrl url(Random random) {
        DatabaseUrl url = DatabaseUrl.parse(STARTS.get(random.nextInt(STARTS.size())));
        boolean sqlite = url.dialect().equals("sqlite");
        boolean local =
                sqlite || url.variant().filter(word -> word.matches("mem|file")).isPresent();
        if (!sqlite && random.nextBoolean()) {
            url = url.withUsername(text(random, 1));
        }
        if (!sqlite && random.nextBoolean()) {
            url = url.withPassword(text(random, 0));
        }
        if (!local && random.nextBoolean()) {
            url = url.withHost(HOSTS.get(random.nextInt(HOSTS.size())));
        }
        if (!local && random.nextBoolean()) {
            url = url.withPort(1 + random.nextInt(65_535));
        }
        if (url.variant().filter("file"::equals).isPresent()) {
            url = url.withDatabase(PATHS.get(random.nextInt(PATHS.size())) + text(random, 0) + "x");
        } else if (random.nextBoolean()) {
            url = url.withDatabase(text(random, 1));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            url = url.withQuery(text(random, 1), text(random, 0), text(random, 0));
        }
        return url;
    }

    private static String text(Random random, int least) {
        StringBuilder text = new StringBuilder();
        int[] points = CHARACTERS.codePoints().toArray();
        for (int i = least + random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(
                    random.nextInt(20) == 0 ? 0x1F600 + random.nextInt(50) : points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
