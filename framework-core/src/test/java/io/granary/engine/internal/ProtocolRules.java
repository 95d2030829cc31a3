package io.granary.engine.internal;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;

/**
 * Which messages of a sealed protocol a phase of an actor has no handler for. Java 17 does not check that in a behaviour's builder.
 *
 * <p>Read from bytecode: a phase is a method that builds a behaviour; the classes it names ({@code onMessage(Acquire.class, …)}), and
 * those named by methods of the same actor that it calls, or of its package that add to a builder, are what it handles. The root of the
 * protocol does not count, for {@code Behaviors.receive} names it too.
 */
public final class ProtocolRules {

    private final Class<?> actor;
    private final Class<?> protocol;
    private final JavaClass code;

    private ProtocolRules(Class<?> actor, Class<?> protocol) {
        this.actor = actor;
        this.protocol = protocol;
        this.code =
                new ClassFileImporter().importPackages(actor.getPackageName()).get(actor);
    }

    /**
     * {@return the rules of one actor}
     *
     * @param actor declares the phases, and what it tells only itself
     * @param protocol the sealed root of what it is told
     */
    public static ProtocolRules of(Class<?> actor, Class<?> protocol) {
        return new ProtocolRules(actor, protocol);
    }

    /**
     * {@return the simple names of the messages without a handler}
     *
     * @param phase the name of the method that builds the phase
     */
    public Set<String> unhandled(String phase) {
        Set<Class<?>> handled = handledIn(phase);
        return messages()
                .filter(message -> handled.stream().noneMatch(type -> type.isAssignableFrom(message)))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Class<?>> messages() {
        Stream<Class<?>> own = Arrays.stream(actor.getDeclaredClasses())
                .filter(type -> protocol.isAssignableFrom(type) || type.isEnum())
                .filter(type -> !type.isInterface());
        return Stream.concat(leaves(protocol), own).distinct();
    }

    /** The messages under a sealed type; an open type below it stands for what actors tell only themselves. */
    private static Stream<Class<?>> leaves(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).flatMap(ProtocolRules::leaves);
        }
        return type.isInterface() ? Stream.empty() : Stream.of(type);
    }

    private Set<Class<?>> handledIn(String phase) {
        Set<Class<?>> handled = new HashSet<>();
        collect(method(phase), new HashSet<>(), handled);
        handled.remove(protocol);
        handled.remove(Object.class);
        return handled;
    }

    private void collect(JavaMethod method, Set<JavaMethod> seen, Set<Class<?>> handled) {
        if (!seen.add(method)) {
            return;
        }
        method.getReferencedClassObjects().stream()
                .map(ReferencedClassObject::getValue)
                .map(JavaClass::reflect)
                .forEach(handled::add);
        for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
            if (call.getTargetOwner().equals(code) || addsHandlers(call)) {
                call.getTarget().resolveMember().ifPresent(called -> collect(called, seen, handled));
            }
        }
    }

    private boolean addsHandlers(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().equals(code.getPackageName())
                && call.getTarget().getRawReturnType().isEquivalentTo(BehaviorBuilder.class);
    }

    private JavaMethod method(String phase) {
        return code.getMethods().stream()
                .filter(method -> method.getName().equals(phase))
                .findFirst()
                .orElseThrow(() -> new AssertionError(actor + " has no phase " + phase));
    }
}
