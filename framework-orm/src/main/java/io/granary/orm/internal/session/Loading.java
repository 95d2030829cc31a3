package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.RowChunk;
import io.granary.orm.Load;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.internal.load.FoundObjects;
import io.granary.orm.internal.load.LoadPlan;
import io.granary.orm.internal.load.LoadPlan.Branch;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.Select;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Loads, behind a query, what its options ask for: relationship by relationship, and from there on what they ask for of what was found. */
final class Loading {

    private final SessionCore core;
    private final Relating relating;

    Loading(SessionCore core, Relating relating) {
        this.core = core;
        this.relating = relating;
    }

    /** What takes the rows of a query, in this turn. */
    ObjectsOfRows rows(SelectPlan plan, LoadTerms terms) {
        return new ObjectsOfRows(plan, found(terms.overwrite()), core.identities());
    }

    /** The result of a query whose rows are all taken, when all is loaded that it asks for with them. */
    CompletionStage<Result> load(SelectPlan plan, ObjectsOfRows rows, LoadTerms terms) {
        Result result = rows.result();
        return plan.loadsMore()
                ? core.turn().map(further(rows.found(), Optional.empty(), terms), done -> result)
                : CompletableFuture.completedFuture(result);
    }

    /** Rows of a stream with objects in the place of their columns. */
    RowChunk load(SelectPlan plan, RowChunk chunk) {
        return plan.load(chunk, new FoundObjects(core.loader(), relating.objects(), Overwriting.none()));
    }

    /** So, when all is loaded that the query asks for with them. */
    CompletionStage<RowChunk> loadAll(SelectPlan plan, RowChunk chunk, LoadTerms terms) {
        FoundObjects found = new FoundObjects(core.loader(), relating.objects(), Overwriting.none());
        RowChunk made = plan.load(chunk, found);
        // Of a chunk the keys are asked for, and not all that the query would find once more.
        found.from(Map.of());
        return core.turn().map(further(found, Optional.empty(), terms), done -> made);
    }

    private CompletionStage<Done> further(FoundObjects found, Optional<LoadPlan> but, LoadTerms terms) {
        CompletionStage<Done> all = done();
        for (FoundObjects.OfPlan each : found.all()) {
            if (but.filter(each.plan()::equals).isEmpty()) {
                all = core.turn()
                        .then(all, done -> further(each.plan(), each.states(), terms.withSource(each.source())));
            }
        }
        return all;
    }

    /** Loads what a plan says of objects. */
    CompletionStage<Done> further(LoadPlan plan, List<InstanceState> states, LoadTerms terms) {
        CompletionStage<Done> all = done();
        for (Branch branch : plan.branches()) {
            List<InstanceState> having = states.stream()
                    .filter(state -> state.relationships().contains(branch.relationship()))
                    .toList();
            all = core.turn().then(all, done -> load(branch, having, terms));
        }
        return all;
    }

    /** Loads a relationship that was asked for by name, and what belongs to what it finds. */
    CompletionStage<Done> load(Relationship<?, ?> relationship, InstanceState state) {
        LoadPlan plan = LoadPlan.of(core.mappings(), state.mapping(), List.of(Load.selectInLoad(relationship)));
        CompletionStage<Done> all = done();
        for (Branch branch : plan.branches()) {
            if (branch.relationship().equals(relationship)) {
                all = load(branch, List.of(state), LoadTerms.PLAIN);
            }
        }
        return all;
    }

    /** What rows hold. */
    FoundObjects found(Overwriting overwrite) {
        return new FoundObjects(core.loader(), relating.objects(), overwrite);
    }

    private CompletionStage<Done> load(Branch branch, List<InstanceState> states, LoadTerms terms) {
        switch (branch.how()) {
            case SELECT_IN -> {
                return follow(branch, states, terms.withSource(Optional.empty()), visited());
            }
            case SUBQUERY -> {
                return follow(branch, states, terms, visited());
            }
            case JOINED -> {
                // Of objects that were there already no query joined it.
                return follow(branch, states, terms.withSource(Optional.empty()).withoutOverwriting(), visited());
            }
            case NONE -> states.forEach(state -> leaveEmpty(state, branch.relationship()));
            case RAISE, CONTAINS -> {
                return done();
            }
        }
        return done();
    }

    /** What is added to it counts, and what it has in the database stays. */
    private static void leaveEmpty(InstanceState state, Relationship<?, ?> relationship) {
        if (relationship.kind().isToMany() && !state.relatedNow(relationship).loaded()) {
            Related.give(relationship, state.object(), List.of());
            state.relate(relationship, Related.NOTHING);
        }
    }

    private static Set<InstanceState> visited() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Loads a relationship, what is said of its objects, and where it is followed further, the same of them. */
    private CompletionStage<Done> follow(
            Branch branch, List<InstanceState> states, LoadTerms terms, Set<InstanceState> visited) {
        List<InstanceState> here = states.stream().filter(visited::add).toList();
        if (here.isEmpty()) {
            return done();
        }
        return core.turn().then(relating.load(branch, here, terms), queries -> {
            boolean more = !branch.below().branches().isEmpty() || branch.next().isPresent();
            List<InstanceState> members = more ? members(branch.relationship(), here) : List.of();
            Optional<Select<?>> source = queries.stream()
                    .flatMap(found -> found.source(branch.below()).stream())
                    .findFirst()
                    .filter(query -> queries.size() == 1 && queries.get(0).has(branch.below(), members));
            CompletionStage<Done> below = further(branch.below(), members, terms.withSource(source));
            for (FoundObjects found : queries) {
                below = core.turn().then(below, done -> further(found, Optional.of(branch.below()), terms));
            }
            return branch.next().isEmpty()
                    ? below
                    : core.turn()
                            .then(
                                    below,
                                    done -> follow(
                                            branch.next().orElseThrow(),
                                            members,
                                            terms.withSource(Optional.empty()),
                                            visited));
        });
    }

    private List<InstanceState> members(Relationship<?, ?> relationship, List<InstanceState> owners) {
        Set<InstanceState> members = new LinkedHashSet<>();
        for (InstanceState owner : owners) {
            for (Object object : owner.relatedNow(relationship).objects()) {
                Optional.ofNullable(object)
                        .flatMap(core.identities()::find)
                        .filter(InstanceState::isPersistent)
                        .ifPresent(members::add);
            }
        }
        return List.copyOf(members);
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
