package io.granary.testkit.unitofwork;

import io.granary.orm.Mappings;
import io.granary.testkit.unitofwork.Fleet.Sailor;
import io.granary.testkit.unitofwork.Fleet.Ship;
import io.granary.testkit.unitofwork.Household.Animal;
import io.granary.testkit.unitofwork.Household.Card;
import io.granary.testkit.unitofwork.Household.Cat;
import io.granary.testkit.unitofwork.Household.Dog;
import io.granary.testkit.unitofwork.Household.Flat;
import io.granary.testkit.unitofwork.Household.Person;
import io.granary.testkit.unitofwork.Library.Book;
import io.granary.testkit.unitofwork.Library.Label;
import io.granary.testkit.unitofwork.Library.Shelf;
import io.granary.testkit.unitofwork.Library.Word;
import io.granary.testkit.unitofwork.Office.Bill;
import io.granary.testkit.unitofwork.Office.Doc;
import io.granary.testkit.unitofwork.Office.Folder;
import io.granary.testkit.unitofwork.Office.Letter;
import io.granary.testkit.unitofwork.Office.Line;
import io.granary.testkit.unitofwork.Office.Note;
import io.granary.testkit.unitofwork.Woods.Branch;
import io.granary.testkit.unitofwork.Woods.Tree;
import java.util.List;

/** The classes that programs have objects of: of all kinds, and with relationships of all kinds. */
final class Things {

    private Things() {}

    /** Those that objects can be made of. */
    static final List<Class<? extends Thing>> CONCRETE = List.of(
            Shelf.class,
            Book.class,
            Label.class,
            Word.class,
            Tree.class,
            Branch.class,
            Person.class,
            Card.class,
            Flat.class,
            Animal.class,
            Dog.class,
            Cat.class,
            Doc.class,
            Letter.class,
            Bill.class,
            Line.class,
            Folder.class,
            Note.class,
            Ship.class,
            Sailor.class);

    /** Those below no other. */
    static final List<Class<? extends Thing>> ROOTS = List.of(
            Shelf.class,
            Book.class,
            Label.class,
            Word.class,
            Tree.class,
            Branch.class,
            Person.class,
            Card.class,
            Flat.class,
            Animal.class,
            Doc.class,
            Line.class,
            Folder.class,
            Note.class,
            Ship.class,
            Sailor.class);

    static final Mappings MAPPINGS = Mappings.of(CONCRETE.toArray(Class<?>[]::new));
}
