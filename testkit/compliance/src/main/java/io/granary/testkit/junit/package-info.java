/** Tests of programs on Granary, by JUnit: a database whose changes are undone after each test, and guards against what tests leave behind. */
@NullMarked
package io.granary.testkit.junit;

import org.jspecify.annotations.NullMarked;
