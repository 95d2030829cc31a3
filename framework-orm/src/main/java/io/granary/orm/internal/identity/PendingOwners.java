package io.granary.orm.internal.identity;

import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which objects without a row came into the session with an owner who alone may have them, so that they leave it with the owner, too. */
final class PendingOwners {

    private final IdentityMap identities;

    /** In the order in which they came, so that owners stand before what they have. */
    private final Map<InstanceState, Owner> owners = new LinkedHashMap<>();

    /** Who alone may have an object, and where. */
    private record Owner(InstanceState state, Relationship<?, ?> relationship) {}

    PendingOwners(IdentityMap identities) {
        this.identities = identities;
    }

    void put(InstanceState member, InstanceState owner, Relationship<?, ?> relationship) {
        owners.put(member, new Owner(owner, relationship));
    }

    /** One that was added for itself has none. */
    void remove(InstanceState member) {
        owners.remove(member);
    }

    void clear() {
        owners.clear();
    }

    /**
     * Those that left their owner before they had a row; of the others those with a row are forgotten.
     *
     * @param kept whether one has another owner already
     */
    List<InstanceState> takeLeft(Predicate<InstanceState> kept) {
        List<InstanceState> left = new ArrayList<>();
        owners.entrySet().removeIf(entry -> {
            InstanceState member = entry.getKey();
            boolean gone = left.contains(entry.getValue().state()) || !has(entry.getValue(), member);
            if (member.isPending() && gone && !kept.test(member)) {
                left.add(member);
            }
            return gone || !member.isPending();
        });
        return left;
    }

    private boolean has(Owner owner, InstanceState member) {
        return identities.find(owner.state().object()).isPresent()
                && owner.state().hasNow(owner.relationship(), member.object());
    }
}
