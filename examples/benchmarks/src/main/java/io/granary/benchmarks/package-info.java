/**
 * What the engine costs, beside the driver used without it.
 *
 * <p>Each class measures one thing by one or more of Granary's ways and, where there is a counterpart, by r2dbc-pool and the driver alone, in
 * the same run. {@code docs/performance.md} tells how to run them.
 */
@NullMarked
package io.granary.benchmarks;

import org.jspecify.annotations.NullMarked;
