/** The actors that speak the public protocols, and the guard that ties leases to an owner's life. */
@NullMarked
package io.granary.engine.internal.protocol;

import org.jspecify.annotations.NullMarked;
