/** A music store: typed actors that own sessions, behind HTTP. {@link io.granary.examples.musicstore.MusicStore} opens it. */
@NullMarked
package io.granary.examples.musicstore;

import org.jspecify.annotations.NullMarked;
