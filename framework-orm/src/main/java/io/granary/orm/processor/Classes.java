package io.granary.orm.processor;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Questions about the classes of a compilation. */
record Classes(Elements elements, Types types) {

    /** The element of a class; empty for primitives, arrays and type variables. */
    Optional<TypeElement> element(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) type).asElement())
                : Optional.empty();
    }

    /** The class above; empty at Object and at interfaces. */
    Optional<TypeElement> above(TypeElement type) {
        return element(type.getSuperclass());
    }

    boolean is(TypeMirror type, Class<?> known) {
        return element(type)
                .filter(found -> found.getQualifiedName().contentEquals(known.getName()))
                .isPresent();
    }

    /** Whether objects of one class are objects of the other, whatever both are of. */
    boolean isBelow(TypeMirror type, TypeMirror above) {
        return types.isSubtype(types.erasure(type), types.erasure(above));
    }

    TypeMirror boxed(TypeMirror type) {
        return type.getKind().isPrimitive()
                ? types.boxedClass((PrimitiveType) type).asType()
                : type;
    }

    PackageElement packageOf(Element element) {
        return elements.getPackageOf(element);
    }

    /** The name of a class as reflection has it: {@code Outer$Inner}. */
    String binaryName(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }

    /** What {@code Class.getName} says; arrays as they are written. */
    String name(TypeMirror type) {
        return element(types.erasure(type))
                .map(this::binaryName)
                .orElseGet(() -> types.erasure(type).toString());
    }

    /** What {@code Type.getTypeName} says. */
    String genericName(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return genericName(array.getComponentType()) + "[]";
        }
        if (!(type instanceof DeclaredType declared)) {
            return type.getKind().isPrimitive()
                    ? type.getKind().toString().toLowerCase(java.util.Locale.ROOT)
                    : type.toString();
        }
        List<String> arguments =
                declared.getTypeArguments().stream().map(this::genericName).toList();
        String raw = name(type);
        return arguments.isEmpty() ? raw : raw + "<" + String.join(", ", arguments) + ">";
    }

    /** The class of the platform, or of JSON, as the running JVM knows it; empty for those of the compilation. */
    Optional<Class<?>> known(TypeMirror type) {
        if (type.getKind().isPrimitive()) {
            return Optional.of(MethodType.fromMethodDescriptorString(
                            "()" + descriptor(type.getKind()), Classes.class.getClassLoader())
                    .returnType());
        }
        if (type instanceof ArrayType array) {
            return known(array.getComponentType())
                    .map(component -> Array.newInstance(component, 0).getClass());
        }
        String name = name(type);
        if (name.equals(JsonNode.class.getName())) {
            return Optional.of(JsonNode.class);
        }
        try {
            return name.startsWith("java.")
                    ? Optional.of(Class.forName(name, false, ClassLoader.getPlatformClassLoader()))
                    : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static char descriptor(TypeKind primitive) {
        return switch (primitive) {
            case BOOLEAN -> 'Z';
            case BYTE -> 'B';
            case SHORT -> 'S';
            case INT -> 'I';
            case LONG -> 'J';
            case CHAR -> 'C';
            case FLOAT -> 'F';
            default -> 'D';
        };
    }

    /** The type of a field, or what a method gives, in a class that may say what the type variables of those above it are. */
    TypeMirror seenFrom(TypeElement type, Element member) {
        TypeMirror seen = types.asMemberOf((DeclaredType) type.asType(), member);
        return seen instanceof ExecutableType method ? method.getReturnType() : seen;
    }

    boolean isEnum(TypeMirror type) {
        return element(type)
                .filter(found -> found.getKind() == ElementKind.ENUM)
                .isPresent();
    }

    Optional<ExecutableElement> emptyConstructor(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(constructor -> constructor.getParameters().isEmpty())
                .findFirst();
    }

    /** Whether it stands in another class whose objects it needs. */
    boolean isInner(TypeElement type) {
        return type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC);
    }

    /** Whether reflection can make an object of it. */
    boolean canBeMade(TypeElement type) {
        return type.getKind() == ElementKind.CLASS
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && !isInner(type)
                && emptyConstructor(type).isPresent();
    }

    /** What is said of a class that reflection cannot make an object of. */
    String notMade(String what, TypeElement type) {
        boolean constructed = emptyConstructor(type).isPresent() && !isInner(type);
        String why = constructed
                ? "InstantiationException"
                : "NoSuchMethodException: " + binaryName(type) + ".<init>(" + ")";
        return "Its " + what + " " + binaryName(type) + " cannot be made (" + why
                + "); give it a constructor without parameters that does not fail, and let it be a static class where it stands in another.";
    }

    /** Whether a class, or one that it stands in, is private. */
    boolean isPrivate(TypeElement type) {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    /** Whether code of a package may use something, if its name leads to it. */
    boolean isVisible(Element element, PackageElement from) {
        if (element.getModifiers().contains(Modifier.PRIVATE)) {
            return false;
        }
        Element around = element.getEnclosingElement();
        return element.getModifiers().contains(Modifier.PUBLIC)
                || packageOf(element).equals(from)
                || (around != null && around.getKind().isInterface());
    }

    /** An interface of two classes, with what it is of, as a class or one above it implements it; empty if it does not say so. */
    Optional<DeclaredType> implemented(TypeMirror type, Class<?> ofTwo) {
        return partlyImplemented(type, ofTwo)
                .filter(said -> said.getTypeArguments().stream().noneMatch(TypeVariable.class::isInstance));
    }

    /** The same, of which some may be type variables that nothing is said of. */
    Optional<DeclaredType> partlyImplemented(TypeMirror type, Class<?> ofTwo) {
        if (is(type, ofTwo)) {
            return type instanceof DeclaredType declared
                            && declared.getTypeArguments().size() == 2
                    ? Optional.of(declared)
                    : Optional.empty();
        }
        return types().directSupertypes(type).stream()
                .map(above -> partlyImplemented(above, ofTwo))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether code of a package may name a type, with all that it is of. */
    boolean canBeNamed(TypeMirror type, PackageElement from) {
        if (type instanceof ArrayType array) {
            return canBeNamed(array.getComponentType(), from);
        }
        if (type instanceof javax.lang.model.type.WildcardType wildcard) {
            return (wildcard.getExtendsBound() == null || canBeNamed(wildcard.getExtendsBound(), from))
                    && (wildcard.getSuperBound() == null || canBeNamed(wildcard.getSuperBound(), from));
        }
        if (!(type instanceof DeclaredType declared)) {
            return type.getKind().isPrimitive();
        }
        for (Element at = declared.asElement(); at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (!isVisible(at, from)) {
                return false;
            }
        }
        return declared.getTypeArguments().stream().allMatch(argument -> canBeNamed(argument, from));
    }
}
