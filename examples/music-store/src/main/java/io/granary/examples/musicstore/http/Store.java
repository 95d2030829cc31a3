package io.granary.examples.musicstore.http;

import io.granary.examples.musicstore.store.Catalog;
import io.granary.examples.musicstore.store.Playlists;
import io.granary.examples.musicstore.store.Sales;
import io.granary.examples.musicstore.store.Staff;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Whom routes may ask.
 *
 * @param catalog knows what there is to buy
 * @param playlists keeps playlists
 * @param sales sells
 * @param staff knows who works here
 */
public record Store(
        ActorRef<Catalog.Command> catalog,
        ActorRef<Playlists.Command> playlists,
        ActorRef<Sales.Command> sales,
        ActorRef<Staff.Command> staff) {}
