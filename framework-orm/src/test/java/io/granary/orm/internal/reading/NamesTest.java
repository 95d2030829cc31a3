package io.granary.orm.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "name, name",
        "firstName, first_name",
        "LoanOfBook, loan_of_book",
        "URLPath, url_path",
        "homeURL, home_url",
        "line2Text, line2_text",
        "already_so, already_so",
        "X, x"
    })
    void becomeSnakeCase(String java, String database) {
        assertThat(Names.inDatabase(java)).isEqualTo(database);
    }
}
