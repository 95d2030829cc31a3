package io.granary.examples.musicstore.http;

import io.granary.examples.musicstore.store.Staff;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Employees. */
final class StaffRoutes extends AllDirectives {

    private final ActorRef<Staff.Command> staff;
    private final Asking asking;

    StaffRoutes(ActorRef<Staff.Command> staff, Asking asking) {
        this.staff = staff;
        this.asking = asking;
    }

    Route route() {
        return path(
                PathMatchers.segment("employees").slash("tree"),
                () -> get(() -> asking.ask(staff, Staff.GetTree::new)));
    }
}
