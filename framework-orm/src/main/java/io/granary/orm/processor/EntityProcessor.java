package io.granary.orm.processor;

import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypeException;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Checks mapped classes as they are compiled, and writes a class for each: {@code User_} with a typed field for each attribute, and access
 * to objects without reflection.
 *
 * <p>Found by compilers that are given granary-orm as an annotation processor. It needs no options. It claims the annotations of Jakarta
 * Persistence, so that {@code -Xlint:processing} has nothing to warn of; a processor of another library that reads them has to be named
 * before it.
 */
public final class EntityProcessor extends AbstractProcessor {

    /** Classes that other processors have still to write something for, by their names: elements do not live longer than a round. */
    private final Set<String> postponed = new LinkedHashSet<>();

    private final Set<String> written = new HashSet<>();
    private final Set<String> compiled = new HashSet<>();
    private Optional<Work> work = Optional.empty();

    /** What is needed in all rounds. */
    private record Work(Classes classes, ClassReader reader, Problems problems, Rules rules, SourceFiles files) {}

    /** For compilers. */
    public EntityProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        // The last one is what stands at the classes that are written.
        return Set.of("jakarta.persistence.*", "io.granary.orm.*", "javax.annotation.processing.Generated");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    @SuppressWarnings(
            "DoNotClaimAnnotations") // unclaimed, they are warned of, which fails builds with -Xlint:all -Werror
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Work now = work();
        noteCompiled(round.getRootElements());
        List<String> again = List.copyOf(postponed);
        postponed.clear();
        if (round.processingOver()) {
            // What is unknown by now remains so, and the compiler says it.
            return true;
        }
        again.forEach(name -> {
            TypeElement type = now.classes().elements().getTypeElement(name);
            process(now, type, new Annotated(type).has(Entity.class));
        });
        annotated(round, Entity.class).forEach(type -> process(now, type, true));
        annotated(round, Embeddable.class).stream()
                .filter(type -> !new Annotated(type).has(Entity.class))
                .forEach(type -> process(now, type, false));
        annotated(round, Converter.class).forEach(type -> now.rules().checkConverter(type));
        return true;
    }

    private Work work() {
        if (work.isEmpty()) {
            Classes classes = new Classes(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
            ClassReader reader = new ClassReader(classes);
            Problems problems = new Problems(processingEnv.getMessager());
            work = Optional.of(new Work(
                    classes,
                    reader,
                    problems,
                    new Rules(classes, reader, problems),
                    new SourceFiles(classes, reader, problems, processingEnv.getFiler())));
        }
        return work.orElseThrow();
    }

    private static List<TypeElement> annotated(RoundEnvironment round, Class<? extends Annotation> annotation) {
        return round.getElementsAnnotatedWith(annotation).stream()
                .filter(TypeElement.class::isInstance)
                .map(TypeElement.class::cast)
                .toList();
    }

    private void process(Work now, TypeElement type, boolean entity) {
        try {
            MappedClass mapped = now.reader().read(type);
            if (isUnfinished(mapped)) {
                postponed.add(type.getQualifiedName().toString());
            } else if (entity) {
                processEntity(now, mapped);
            } else {
                processPart(now, mapped);
            }
        } catch (AnnotationTypeMismatchException | IncompleteAnnotationException | MirroredTypeException unknown) {
            // An annotation is given something that the compiler does not know, and says so itself.
        } catch (IOException | RuntimeException | LinkageError e) {
            now.problems()
                    .error(
                            type,
                            type.getSimpleName().toString(),
                            "The annotation processor failed: " + e
                                    + ". What it writes may be there already, by another processor; otherwise this"
                                    + " is a defect of Granary: report it with this class.");
        }
    }

    private void processEntity(Work now, MappedClass entity) throws IOException {
        boolean writable = now.rules().checkEntity(entity);
        if (writable && isNew(entity)) {
            now.files().writeTable(entity);
        }
        Optional<TypeElement> key = now.rules().keys().keyClass(entity);
        if (key.isPresent() && compiled.contains(name(key.orElseThrow()))) {
            process(now, key.orElseThrow(), false);
        }
    }

    private void processPart(Work now, MappedClass part) throws IOException {
        if (now.rules().checkPart(part) && isNew(part)) {
            now.files().writeAccess(part);
        }
    }

    private boolean isNew(MappedClass mapped) {
        return written.add(name(mapped.type()));
    }

    private static String name(TypeElement type) {
        return type.getQualifiedName().toString();
    }

    /** Whether a class has attributes of classes that are not known yet. */
    private static boolean isUnfinished(MappedClass mapped) {
        return mapped.attributes().stream().anyMatch(attribute -> isUnknown(attribute.type()))
                || mapped.lineage().stream().anyMatch(at -> at.getSuperclass().getKind() == TypeKind.ERROR);
    }

    private static boolean isUnknown(TypeMirror type) {
        return type.getKind() == TypeKind.ERROR
                || (type instanceof DeclaredType declared
                        && declared.getTypeArguments().stream().anyMatch(EntityProcessor::isUnknown));
    }

    private void noteCompiled(Set<? extends Element> elements) {
        for (Element element : elements) {
            if (element instanceof TypeElement type) {
                compiled.add(name(type));
                noteCompiled(Set.copyOf(type.getEnclosedElements()));
            }
        }
    }
}
