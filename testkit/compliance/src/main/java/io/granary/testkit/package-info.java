/** Behaviour suites that every database has to pass. */
@NullMarked
package io.granary.testkit;

import org.jspecify.annotations.NullMarked;
