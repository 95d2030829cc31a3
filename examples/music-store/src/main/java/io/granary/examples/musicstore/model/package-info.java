/** The classes that are mapped: what there is in the store, whatever is done with it. */
@NullMarked
package io.granary.examples.musicstore.model;

import org.jspecify.annotations.NullMarked;
