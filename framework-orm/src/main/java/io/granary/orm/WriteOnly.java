package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.RelationshipKeys;
import io.granary.sql.Condition;
import io.granary.sql.Delete;
import io.granary.sql.Insert;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relationship to many whose members are never loaded, for sides that are too large for it: it takes what comes and what goes, and a query of
 * its own reads what is there.
 *
 * <pre>{@code
 * @OneToMany(mappedBy = "sensor", cascade = CascadeType.ALL, orphanRemoval = true)
 * WriteOnly<Reading> readings = new WriteOnly<>();
 * }</pre>
 *
 * <p>What is added and removed is kept here until the session that has the owner writes it, with the cascades of the relationship: nothing is
 * read for that. Belongs to its owner, as a list does: not safe for several threads at once. (SQLAlchemy, "Write Only Relationships".)
 *
 * @param <T> the class of its members
 */
public final class WriteOnly<T> {

    private final Recorded<T> added = new Recorded<>();
    private final Recorded<T> removed = new Recorded<>();
    private @Nullable Relationship<?, ?> relationship;
    private @Nullable Object owner;

    /** Makes one with nothing to write. */
    public WriteOnly() {}

    /**
     * Has an object come. One that was to go stays, and one that was added already comes once; whether it is there in the database is not
     * looked at.
     *
     * @param object the object
     */
    public void add(T object) {
        requireNonNull(object, "object");
        if (!removed.remove(object)) {
            added.add(object);
        }
    }

    /**
     * Has objects come.
     *
     * @param objects the objects
     */
    public void addAll(Iterable<? extends T> objects) {
        objects.forEach(this::add);
    }

    /**
     * Has an object go: of one class that refers to the owner the reference becomes null, or the object is deleted where the relationship
     * removes orphans; of a table between, the row goes. One that was added and not written yet does not come.
     *
     * @param object the object, which has to be in the session by the time that this is written
     */
    public void remove(T object) {
        requireNonNull(object, "object");
        if (!added.remove(object)) {
            removed.add(object);
        }
    }

    /**
     * {@return the query for the members that the owner has in the database, to be narrowed, ordered, paged or streamed}
     *
     * <p>What is recorded here is in it once it is written; a session writes before it reads, unless its autoflush is off. Has no order by
     * itself.
     *
     * @throws InvalidRequestException when the owner was in no session yet, as it is until a session that it was given to has flushed; or has no
     *     key yet
     */
    @SuppressWarnings("unchecked") // the mapping has found that the other class is T
    public Select<T> select() {
        return (Select<T>) Sql.select(requireRelationship().targetTable()).where(membership());
    }

    /**
     * {@return an INSERT of members by the values of their columns, those that refer to the owner being set, for many rows at once: {@code
     * session.execute(sensor.readings.insert(), List.of(Map.of("amount", 3), Map.of("amount", 4)))}}
     *
     * <p>No objects are made, no callbacks are called, and nothing is recorded here. What has no default in the database is to be given, a version too.
     *
     * @throws InvalidRequestException as {@link #select()}; or when the members do not refer to the owner by columns of their own, as with a
     *     table between
     */
    public Insert insert() {
        Relationship<?, ?> at = requireRelationship();
        Map<String, Object> values = RelationshipKeys.referring(at, requireOwner())
                .orElseThrow(() -> InvalidRequestException.of(
                        "What is at " + at + " belongs to its owner by rows of a table between, which no INSERT of "
                                + at.target().getSimpleName() + " makes.",
                        "Insert into both tables, or add(...) objects and flush."));
        return Sql.insert(at.targetTable()).values(values);
    }

    /**
     * {@return an UPDATE of the members that the owner has in the database, to be narrowed, and told what to set; objects of the session learn of it
     * as of every other}
     *
     * @throws InvalidRequestException as {@link #select()}
     */
    public Update update() {
        return Sql.update(requireRelationship().targetTable()).where(membership());
    }

    /**
     * {@return a DELETE of the members that the owner has in the database, to be narrowed}
     *
     * <p>It goes no further than their rows: rows of a table between, and what refers to them, are for {@code ON DELETE} of the database, or to be
     * deleted before.
     *
     * @throws InvalidRequestException as {@link #select()}
     */
    public Delete delete() {
        return Sql.delete(requireRelationship().targetTable()).where(membership());
    }

    @SuppressWarnings("unchecked") // the owner is of the class that has the relationship
    private Condition membership() {
        return ((Relationship<Object, ?>) requireRelationship()).of(requireOwner());
    }

    private Relationship<?, ?> requireRelationship() {
        Relationship<?, ?> at = relationship;
        if (at == null) {
            throw unknown();
        }
        return at;
    }

    private Object requireOwner() {
        Object of = owner;
        if (of == null) {
            throw unknown();
        }
        return of;
    }

    private static InvalidRequestException unknown() {
        return InvalidRequestException.of(
                "This WriteOnly does not know whose it is, for its owner was in no session yet.",
                "Add the owner to a session and flush that, or get it from one, before you ask for its members.");
    }

    /** {@return what was added and is not written, in order; a copy} */
    public List<T> added() {
        return added.list();
    }

    /** {@return what was removed, and that is not written, in order; a copy} */
    public List<T> removed() {
        return removed.list();
    }

    /**
     * {@return whether an object is among what was added and is not written}
     *
     * @param object the object itself, not one that equals it
     */
    public boolean hasAdded(Object object) {
        return added.has(object);
    }

    /** Forgets what was recorded, so that it is not written. */
    public void forget() {
        added.clear();
        removed.clear();
    }

    /**
     * Takes what was written from what is recorded; for those who write objects.
     *
     * @param come what was written of what was added
     * @param gone what was written of what was removed
     */
    public void written(List<?> come, List<?> gone) {
        come.forEach(added::remove);
        gone.forEach(removed::remove);
    }

    /**
     * Tells whose this is; for those who load and store objects.
     *
     * @param at the relationship that has this
     * @param of whose it is
     * @throws InvalidRequestException when it is somebody else's
     */
    public void belongTo(Relationship<?, ?> at, Object of) {
        if (owner != null && (owner != of || !at.equals(relationship))) {
            throw InvalidRequestException.of(
                    "The WriteOnly at " + at + " is that of another object or attribute, at " + relationship + ".",
                    "Give each its own: new WriteOnly<>().");
        }
        relationship = at;
        owner = of;
    }

    /** {@return how much is not written} */
    @Override
    public String toString() {
        return "[write-only, " + added.size() + " added, " + removed.size() + " removed]";
    }

    /** Objects in the order in which they came, told from one another by what they are and not by what they say they equal. */
    private static final class Recorded<T> {

        private final Map<Long, T> byNumber = new LinkedHashMap<>();
        private final IdentityHashMap<Object, Long> numbers = new IdentityHashMap<>();
        private long last;

        boolean add(T object) {
            if (numbers.containsKey(object)) {
                return false;
            }
            numbers.put(object, ++last);
            byNumber.put(last, object);
            return true;
        }

        boolean remove(Object object) {
            Long number = numbers.remove(object);
            return number != null && byNumber.remove(number) != null;
        }

        boolean has(Object object) {
            return numbers.containsKey(object);
        }

        void clear() {
            numbers.clear();
            byNumber.clear();
        }

        int size() {
            return byNumber.size();
        }

        List<T> list() {
            return new ArrayList<>(byNumber.values());
        }
    }
}
