/** Data to try the store with: as much as is wanted, all invented, and the same at each run. */
@NullMarked
package io.granary.examples.musicstore.data;

import org.jspecify.annotations.NullMarked;
