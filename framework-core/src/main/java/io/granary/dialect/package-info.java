/** What differs between databases: features, probes, classification of errors. */
@NullMarked
package io.granary.dialect;

import org.jspecify.annotations.NullMarked;
