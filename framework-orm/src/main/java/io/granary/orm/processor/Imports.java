package io.granary.orm.processor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** The names of types in one source: short, and imported, unless something else has that name. Annotations of types are left away. */
final class Imports {

    private final Classes classes;
    private final PackageElement home;
    private final Map<String, String> known = new HashMap<>();
    private final Set<String> imported = new TreeSet<>();

    /** For a source of a package, in which some simple names mean something else. */
    Imports(Classes classes, PackageElement home, Set<String> taken) {
        this.classes = classes;
        this.home = home;
        taken.forEach(name -> known.put(name, ""));
    }

    String name(Class<?> type) {
        return topLevel(type.getSimpleName(), type.getPackageName());
    }

    /** The name of a class without what it is of. */
    String name(TypeElement type) {
        if (type.getNestingKind() == NestingKind.TOP_LEVEL) {
            return topLevel(
                    type.getSimpleName().toString(),
                    classes.packageOf(type).getQualifiedName().toString());
        }
        Element around = type.getEnclosingElement();
        return (around instanceof TypeElement outer ? name(outer) + "." : "") + type.getSimpleName();
    }

    /** The name of a type with all that it is of. */
    String name(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return name(array.getComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getExtendsBound() != null
                    ? "? extends " + name(wildcard.getExtendsBound())
                    : wildcard.getSuperBound() != null ? "? super " + name(wildcard.getSuperBound()) : "?";
        }
        if (!(type instanceof DeclaredType declared)) {
            return type.getKind().isPrimitive() ? type.getKind().toString().toLowerCase(Locale.ROOT) : erased(type);
        }
        String raw = name((TypeElement) declared.asElement());
        return declared.getTypeArguments().isEmpty()
                ? raw
                : declared.getTypeArguments().stream()
                        .map(this::name)
                        .collect(Collectors.joining(", ", raw + "<", ">"));
    }

    /** The name of the class that a type is of. */
    String erased(TypeMirror type) {
        return name(classes.types().erasure(type));
    }

    private String topLevel(String simple, String in) {
        String qualified = in.isEmpty() ? simple : in + "." + simple;
        String first = known.putIfAbsent(simple, qualified);
        if (first != null) {
            return first.equals(qualified) ? simple : qualified;
        }
        boolean here = home.getQualifiedName().contentEquals(in);
        boolean plain = in.equals("java.lang") && classes.elements().getTypeElement(inHome(simple)) == null;
        if (!here && !plain) {
            imported.add(qualified);
        }
        return simple;
    }

    private String inHome(String simple) {
        return home.isUnnamed() ? simple : home.getQualifiedName() + "." + simple;
    }

    /** The import lines so far. */
    String lines() {
        return imported.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }
}
