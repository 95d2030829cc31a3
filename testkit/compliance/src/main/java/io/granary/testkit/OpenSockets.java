package io.granary.testkit;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets that this process has open, as Linux tells them (proc(5)). */
final class OpenSockets {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Of the fields of a line, the number that a link in the directory of open files has. */
    private static final int NUMBER = 9;

    private OpenSockets() {}

    static void assumeKnown() {
        assumeThat(Files.isDirectory(OPEN_FILES))
                .as("which sockets are open is told by Linux")
                .isTrue();
    }

    /** How many take datagrams. */
    static long datagrams() {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            Set<String> known = Stream.of("udp", "udp6")
                    .flatMap(kind -> numbers(Path.of("/proc/self/net", kind)).stream())
                    .collect(Collectors.toSet());
            return files.map(OpenSockets::target)
                    .map(SOCKET::matcher)
                    .filter(Matcher::matches)
                    .filter(socket -> known.contains(socket.group(1)))
                    .count();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static List<String> numbers(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> BLANKS.splitAsStream(line.strip())
                            .skip(NUMBER)
                            .findFirst()
                            .orElse(""))
                    .toList();
        } catch (IOException without) {
            // As where there is no such protocol.
            return List.of();
        }
    }

    /** A file may be closed while the directory is read. */
    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
