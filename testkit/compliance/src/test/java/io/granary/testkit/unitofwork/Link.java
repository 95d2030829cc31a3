package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Fleet.Sailor;
import io.granary.testkit.unitofwork.Fleet.Ship;
import io.granary.testkit.unitofwork.Household.Animal;
import io.granary.testkit.unitofwork.Household.Card;
import io.granary.testkit.unitofwork.Household.Cat;
import io.granary.testkit.unitofwork.Household.Flat;
import io.granary.testkit.unitofwork.Household.Person;
import io.granary.testkit.unitofwork.Library.Book;
import io.granary.testkit.unitofwork.Library.Label;
import io.granary.testkit.unitofwork.Library.Shelf;
import io.granary.testkit.unitofwork.Office.Bill;
import io.granary.testkit.unitofwork.Office.Doc;
import io.granary.testkit.unitofwork.Office.Folder;
import io.granary.testkit.unitofwork.Office.Letter;
import io.granary.testkit.unitofwork.Office.Line;
import io.granary.testkit.unitofwork.Woods.Branch;
import io.granary.testkit.unitofwork.Woods.Tree;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A relationship to one, and what its other side says.
 *
 * @param holder the class that has the column
 * @param field the attribute there
 * @param target the class that it refers to
 * @param inverse the attribute there; null if there is none: see {@link #otherSide()}
 * @param many whether that is a collection
 * @param optional whether it may be null
 * @param unique whether no two may refer to one
 * @param removes whether the holder goes with what it refers to
 * @param orphans whether the holder goes when it leaves what it refers to
 * @param owns whether what is referred to goes with the holder, or when the holder refers to something else
 * @param persists whether the other side takes the holder into the session
 */
record Link(
        Class<? extends Thing> holder,
        String field,
        Class<? extends Thing> target,
        @Nullable String inverse,
        boolean many,
        boolean optional,
        boolean unique,
        boolean removes,
        boolean orphans,
        boolean owns,
        boolean persists) {

    static final List<Link> ALL = List.of(
            new Link(Book.class, "shelf", Shelf.class, "books", true, false, false, true, true, false, true),
            new Link(Book.class, "sequel", Book.class, null, false, true, false, false, false, false, false),
            new Link(Label.class, "shelf", Shelf.class, "labels", true, true, false, false, false, false, true),
            new Link(Tree.class, "parent", Tree.class, "children", true, true, false, true, false, false, true),
            new Link(Branch.class, "parent", Branch.class, "children", true, true, false, true, true, false, true),
            new Link(Card.class, "holder", Person.class, "card", false, true, true, true, true, false, true),
            new Link(Person.class, "flat", Flat.class, null, false, true, true, false, false, true, false),
            new Link(Animal.class, "owner", Person.class, "pets", true, true, false, false, false, false, false),
            new Link(Cat.class, "prey", Animal.class, null, false, true, false, false, false, false, false),
            new Link(Doc.class, "folder", Folder.class, null, false, true, false, false, false, false, false),
            new Link(Letter.class, "reply", Doc.class, null, false, true, false, false, false, false, false),
            new Link(Line.class, "bill", Bill.class, "rows", true, false, false, true, true, false, true),
            new Link(Ship.class, "captain", Sailor.class, null, false, true, false, false, false, false, false),
            new Link(Sailor.class, "ship", Ship.class, "crew", true, false, false, true, true, false, true));

    boolean hasInverse() {
        return inverse != null;
    }

    /** The attribute of the other side, where there is one. */
    String otherSide() {
        return Objects.requireNonNull(inverse, name());
    }

    /** Whether a class has the column. */
    boolean isOf(Class<?> type) {
        return holder.isAssignableFrom(type);
    }

    /** Whether a class may be referred to. */
    boolean isTo(Class<?> type) {
        return target.isAssignableFrom(type);
    }

    /** Whether it is the class's own self, and so could make a circle that no tree has. */
    boolean isTree() {
        return field.equals("parent");
    }

    String name() {
        return holder.getSimpleName() + "." + field;
    }
}
