/** The engine as a user sees it: engines, connections, transactions, results, their options, protocols and listeners. Start with {@link io.granary.engine.AsyncEngine}. */
@NullMarked
package io.granary.engine;

import org.jspecify.annotations.NullMarked;
