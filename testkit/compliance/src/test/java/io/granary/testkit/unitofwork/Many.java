package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Library.Book;
import io.granary.testkit.unitofwork.Library.Word;
import io.granary.testkit.unitofwork.Office.Folder;
import io.granary.testkit.unitofwork.Office.Note;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table between two classes.
 *
 * @param owner the class that writes it
 * @param field the attribute there
 * @param target the class of the members
 * @param inverse the attribute there; null if there is none: see {@link #otherSide()}
 * @param exclusive whether a member has one owner at most, and goes with it, or when it leaves it
 */
record Many(
        Class<? extends Thing> owner,
        String field,
        Class<? extends Thing> target,
        @Nullable String inverse,
        boolean exclusive) {

    static final Many BOOK_WORDS = new Many(Book.class, "words", Word.class, "books", false);

    static final Many FOLDER_WORDS = new Many(Folder.class, "words", Word.class, null, false);

    static final Many FOLDER_NOTES = new Many(Folder.class, "notes", Note.class, null, true);

    static final List<Many> ALL = List.of(BOOK_WORDS, FOLDER_WORDS, FOLDER_NOTES);

    boolean hasInverse() {
        return inverse != null;
    }

    /** The attribute of the members, where there is one. */
    String otherSide() {
        return Objects.requireNonNull(inverse, name());
    }

    /** Whether a class writes it. */
    boolean isOf(Class<?> type) {
        return owner.isAssignableFrom(type);
    }

    /** Whether a class has its members. */
    boolean isTo(Class<?> type) {
        return target.isAssignableFrom(type);
    }

    String name() {
        return owner.getSimpleName() + "." + field;
    }
}
