package io.granary.orm.processor;

import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Says what is wrong, at the line where it stands; each thing once, though several classes may inherit it. */
final class Problems {

    private final Messager messager;
    private final Set<String> said = new HashSet<>();

    Problems(Messager messager) {
        this.messager = messager;
    }

    /** Something wrong with a class or an attribute. */
    void error(Element at, String place, String sentence) {
        if (said.add(place + sentence)) {
            messager.printMessage(Diagnostic.Kind.ERROR, place + ": " + sentence, at);
        }
    }

    /** Something wrong with an annotation. */
    void error(Element at, AnnotationMirror mirror, String place, String sentence) {
        if (said.add(place + sentence)) {
            messager.printMessage(Diagnostic.Kind.ERROR, place + ": " + sentence, at, mirror);
        }
    }

    /** Something wrong with an annotation; at what carries it, if it is not there. */
    void error(Annotated at, Class<? extends Annotation> annotation, String place, String sentence) {
        at.mirror(annotation)
                .ifPresentOrElse(
                        mirror -> error(at.element(), mirror, place, sentence),
                        () -> error(at.element(), place, sentence));
    }

    void error(Attribute at, String sentence) {
        error(at.carrier(), at.place(), sentence);
    }

    void error(Attribute at, Class<? extends Annotation> annotation, String sentence) {
        error(at.annotations(), annotation, at.place(), sentence);
    }

    void error(MappedClass at, String sentence) {
        error(at.type(), at.place(), sentence);
    }

    void error(MappedClass at, Class<? extends Annotation> annotation, String sentence) {
        error(at.annotations(), annotation, at.place(), sentence);
    }

    /** Something that is worth knowing, and right. */
    void note(Attribute at, String sentence) {
        if (said.add(at.place() + sentence)) {
            messager.printMessage(Diagnostic.Kind.NOTE, at.place() + ": " + sentence, at.carrier());
        }
    }
}
