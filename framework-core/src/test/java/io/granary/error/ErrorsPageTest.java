package io.granary.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/reference/errors.md and the codes tell of the same errors. */
final class ErrorsPageTest {

    private static final List<String> ANSWERS =
            List.of("- **Happens when:** ", "- **Do this:** ", "- **Retry safe?** ");

    @Test
    void hasASectionForEveryCodeAndNoOther() throws IOException {
        assertThat(sections().keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::text).toList());
    }

    @Test
    void answersTheSameQuestionsInEverySection() throws IOException {
        sections().forEach((code, text) -> assertThat(text).as(code).contains(ANSWERS));
    }

    @Test
    void namesEveryExceptionInTheSectionOfItsCode() throws IOException {
        Map<String, String> sections = sections();
        List<JavaClass> exceptions = exceptions();

        assertThat(exceptions).hasSizeGreaterThan(30);
        for (JavaClass exception : exceptions) {
            assertThat(sections.values())
                    .as(exception.getSimpleName() + " opens one section")
                    .filteredOn(text -> text.strip().startsWith("`" + exception.getSimpleName() + "`"))
                    .hasSize(1);
            exception.getFieldAccessesFromSelf().stream()
                    .filter(access -> access.getTargetOwner().isEquivalentTo(ErrorCode.class))
                    .map(access -> ErrorCode.valueOf(access.getTarget().getName()))
                    .forEach(code -> assertThat(sections.get(code.text()))
                            .as(code.text())
                            .contains("`" + exception.getSimpleName() + "`"));
        }
    }

    @Test
    void leadsFromAMessageToItsSection() throws IOException {
        for (String heading : sections().keySet()) {
            ErrorCode code = ErrorCode.valueOf(heading.replace('-', '_'));
            assertThat(code.page()).isEqualTo("docs/reference/errors.md#" + heading.toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static List<JavaClass> exceptions() {
        return new ClassFileImporter()
                .importPackages("io.granary.error").stream()
                        .filter(type -> type.isAssignableTo(GranaryException.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .toList();
    }

    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        String page = Files.readString(Path.of("../docs/reference/errors.md"));
        for (String section : page.substring(page.indexOf("\n## ")).split("\n## ", -1)) {
            if (!section.isBlank()) {
                int end = section.indexOf('\n');
                sections.put(section.substring(0, end).strip(), section.substring(end));
            }
        }
        return sections;
    }
}
