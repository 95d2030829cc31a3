/** How sources and results are made; no part of the API. */
@NullMarked
package io.granary.stream.internal;

import org.jspecify.annotations.NullMarked;
