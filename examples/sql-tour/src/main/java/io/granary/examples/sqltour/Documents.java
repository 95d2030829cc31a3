package io.granary.examples.sqltour;

import static io.granary.examples.sqltour.Atlas.CITIES;
import static io.granary.examples.sqltour.Atlas.COUNTRIES;
import static io.granary.examples.sqltour.Report.right;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.select;

import io.granary.engine.AsyncEngine;
import io.granary.sql.Expression;
import io.granary.sql.Labeled;
import io.granary.sql.Select;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A column of JSON documents: parts of them read, compared and grouped by, and a whole one as a record. */
final class Documents implements Section {

    private static final Expression<String> CURRENCY =
            COUNTRIES.facts.path("currencies", 0).asText();

    private static final Expression<Long> PREFIX =
            COUNTRIES.facts.path("phone", 0).asInteger();

    private static final Select<String> OF_A_CURRENCY = select(
                    COUNTRIES.name, COUNTRIES.facts.path("local").asText().as("local"), PREFIX.as("prefix"))
            .where(CURRENCY.eq("XOF"))
            .orderBy(COUNTRIES.code);

    private static final Labeled<BigDecimal> PEOPLE = sum(CITIES.population).as("people");

    private static final Select<String> CURRENCIES = select(
                    CURRENCY.as("currency"), count(COUNTRIES.code).distinctly().as("countries"), PEOPLE)
            .join(CITIES)
            .groupBy(CURRENCY)
            .having(count(COUNTRIES.code).distinctly().gt(2L))
            .orderBy(PEOPLE.desc())
            .limit(6);

    /** What is not in a document is NULL. */
    private static final Select<String> WITHOUT_CAPITAL = select(COUNTRIES.name)
            .where(COUNTRIES.facts.path("capital").asText().isNull())
            .orderBy(COUNTRIES.code);

    private static final Select<Facts> SINGAPORE = select(COUNTRIES.facts).where(COUNTRIES.code.eq("SG"));

    private record Local(String name, String local, long prefix) {}

    private record Currency(String currency, long countries, long people) {}

    private record Name(String name) {}

    @Override
    public String title() {
        return "JSON documents";
    }

    @Override
    public List<Question> questions() {
        return List.of(
                Question.of(
                        "Countries of the West African franc",
                        OF_A_CURRENCY,
                        Local.class,
                        country -> "+%d  %s, locally %s".formatted(country.prefix(), country.name(), country.local())),
                Question.of(
                        "Currencies of three or more countries, and the people of their cities",
                        CURRENCIES,
                        Currency.class,
                        currency -> "%s  %s, %d countries"
                                .formatted(right(currency.people()), currency.currency(), currency.countries())),
                Question.of("Countries without a capital", WITHOUT_CAPITAL, Name.class, Name::name),
                new Question("All facts about Singapore", Documents::singapore));
    }

    private static CompletionStage<List<String>> singapore(AsyncEngine engine) {
        return engine.connect(connection -> connection.scalar(SINGAPORE))
                .thenApply(found -> found.stream().map(Facts::toString).toList());
    }
}
