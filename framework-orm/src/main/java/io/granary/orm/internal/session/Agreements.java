package io.granary.orm.internal.session;

import io.granary.orm.WriteOnly;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What relationships of objects have in the database once a flush is written: what they have now, for what is called on the way may change them again.
 */
final class Agreements {

    private final List<Agreement> agreements = new ArrayList<>();
    private final List<WrittenMembers> members = new ArrayList<>();

    /** What one relationship of one object has. */
    private record Agreement(InstanceState state, Relationship<?, ?> relationship, Related has) {}

    private Agreements() {}

    static Agreements of(IdentityMap identities) {
        Agreements now = new Agreements();
        if (!identities.hasRelationships()) {
            return now;
        }
        for (InstanceState state : identities.all()) {
            if (state.mapping().isReadOnly()) {
                continue;
            }
            for (Relationship<?, ?> relationship : state.relationships()) {
                if (relationship.isWriteOnly()) {
                    now.noteMembers(identities, state, state.recorded(relationship));
                    continue;
                }
                if (relationship.isViewOnly()) {
                    continue;
                }
                Related before = state.related(relationship);
                Related has = known(identities, state.relatedNow(relationship), before);
                if (has.loaded() && !sameObjects(has, before)) {
                    now.agreements.add(new Agreement(state, relationship, has.refusing(before)));
                }
            }
        }
        return now;
    }

    /** Of what was added, what is in the session is written; what was removed is so for good, whatever became of it. */
    private void noteMembers(IdentityMap identities, InstanceState state, WriteOnly<?> recorded) {
        List<Object> come = new ArrayList<>(recorded.added());
        come.removeIf(object -> identities.find(object).isEmpty());
        List<Object> gone = List.copyOf(recorded.removed());
        if (!come.isEmpty() || !gone.isEmpty()) {
            members.add(new WrittenMembers(state, recorded, come, gone));
        }
    }

    /** Those that are in the session, for no others are written, and those that were there before: that they have left the session changes nothing here. */
    private static Related known(IdentityMap identities, Related related, Related before) {
        List<@Nullable Object> known = new ArrayList<>(related.objects());
        known.removeIf(object -> object == null || (identities.find(object).isEmpty() && !before.has(object)));
        return known.size() == related.objects().size() ? related : new Related(related.loaded(), known);
    }

    private static boolean sameObjects(Related now, Related before) {
        if (!before.loaded() || now.objects().size() != before.objects().size()) {
            return false;
        }
        for (int i = 0; i < now.objects().size(); i++) {
            if (now.objects().get(i) != before.objects().get(i)) {
                return false;
            }
        }
        return true;
    }

    /** They are written. */
    void noted(TransactionLevel level) {
        for (Agreement agreement : agreements) {
            if (agreement.state().isPersistent()) {
                level.updating(agreement.state());
                agreement.state().relate(agreement.relationship(), agreement.has());
            }
        }
        for (WrittenMembers written : members) {
            if (written.owner().isPersistent()) {
                level.written(written);
                written.recorded().written(written.come(), written.gone());
            }
        }
    }
}
