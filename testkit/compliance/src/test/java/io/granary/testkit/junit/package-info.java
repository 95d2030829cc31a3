/** The extension for users' tests, and its guards, each of which has to be able to fail. */
@NullMarked
package io.granary.testkit.junit;

import org.jspecify.annotations.NullMarked;
