/**
 * The actors of the store, one for each aggregate, what they say, and how they load what they tell. HTTP is one of those who may ask them.
 */
@NullMarked
package io.granary.examples.musicstore.store;

import org.jspecify.annotations.NullMarked;
