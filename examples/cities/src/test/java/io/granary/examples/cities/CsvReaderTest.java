package io.granary.examples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

    @Test
    void partsFieldsAtCommasAndRecordsAtLineEnds() throws IOException {
        assertThat(read("a,b\r\nc,d\r\n")).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void takesBareLineFeeds() throws IOException {
        assertThat(read("a,b\nc,d\n")).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void needsNoLineEndAfterTheLastRecord() throws IOException {
        assertThat(read("a,b\nc,d")).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void keepsEmptyFields() throws IOException {
        assertThat(read(",,\n\n\"\"")).containsExactly(List.of("", "", ""), List.of(""), List.of(""));
    }

    @Test
    void keepsBlanksAsTheyAre() throws IOException {
        assertThat(read(" a , b\t")).containsExactly(List.of(" a ", " b\t"));
    }

    @Test
    void takesCommasAndLineBreaksWithinQuotes() throws IOException {
        assertThat(read("\"a,b\",\"c\r\nd\"\ne,f")).containsExactly(List.of("a,b", "c\r\nd"), List.of("e", "f"));
    }

    @Test
    void takesADoubledQuoteForOne() throws IOException {
        assertThat(read("\"say \"\"hello\"\"\",\"\"\"\"")).containsExactly(List.of("say \"hello\"", "\""));
    }

    @Test
    void refusesAQuoteWithinAPlainField() {
        assertThatThrownBy(() -> read("a\nb\"c\""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Record 2")
                .hasMessageContaining("does not begin with one");
    }

    @Test
    void refusesTextAfterAClosingQuote() {
        assertThatThrownBy(() -> read("\"a\"b"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither a comma nor the end of the line");
    }

    @Test
    void refusesACarriageReturnAlone() {
        assertThatThrownBy(() -> read("a\rb"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither a comma nor the end of the line");
    }

    @Test
    void refusesQuotesLeftOpen() {
        assertThatThrownBy(() -> read("\"a,b\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends within quotes");
    }

    private static List<List<String>> read(String text) throws IOException {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader reader = CsvReader.of(new StringReader(text))) {
            for (Optional<List<String>> next = reader.next(); next.isPresent(); next = reader.next()) {
                records.add(next.get());
            }
        }
        return records;
    }
}
