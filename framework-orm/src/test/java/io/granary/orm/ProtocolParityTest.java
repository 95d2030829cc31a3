package io.granary.orm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a session's handle can do, actors can say: an operation's command has its name, or asks for what it gives. */
class ProtocolParityTest {

    /** Operations without a command of their own, and how actors come by what they do. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("getOne", "Get, whose Found is empty where there is no row"),
            Map.entry("scalar", "the Result of Execute"),
            Map.entry("scalars", "the Result of Execute"),
            Map.entry("count", "Execute of select(count()).from(query.subquery())"),
            Map.entry("exists", "Execute of the query with limit(1)"),
            Map.entry("streamScalars", "the rows of Streaming, by AsyncResult"),
            Map.entry("loadOptional", "Load, whose Loaded is empty where it refers to nothing"),
            Map.entry("contains", "the ObjectState of StateOf"),
            Map.entry("transaction", "GetState tells which is open, and Extent which one ends"),
            Map.entry("runSync", "blocks a thread, which an actor must not"),
            Map.entry("ref", "the actor has it"),
            Map.entry("engine", "of the maker, which whoever spawns the session has"),
            Map.entry("mappings", "of the maker, too"));

    @Test
    void eachOperationHasItsCommand() {
        Set<String> missing = new TreeSet<>(operations());
        missing.removeAll(OTHERWISE.keySet());
        missing.removeIf(operation -> Stream.of("", "Get")
                .map(prefix -> prefix + Character.toUpperCase(operation.charAt(0)) + operation.substring(1))
                .anyMatch(commands()::contains));
        assertThat(missing).isEmpty();
    }

    @Test
    void whatHasNoCommandIsAnOperation() {
        assertThat(operations()).containsAll(OTHERWISE.keySet());
    }

    /** Only what a handle does by overloads, and what gives a command a time, has no operation of its name. */
    @Test
    void eachCommandHasItsOperation() {
        Set<String> more = new TreeSet<>(commands());
        operations().forEach(operation -> {
            String name = Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
            more.remove(name);
            more.remove("Get" + name);
        });
        assertThat(more).containsExactly("LoadAttribute", "Within");
    }

    private static Set<String> operations() {
        return Arrays.stream(AsyncSession.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> commands() {
        return Arrays.stream(SessionProtocol.Command.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
