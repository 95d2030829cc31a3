/** What sessions do on every database. */
@NullMarked
package io.granary.testkit.orm;

import org.jspecify.annotations.NullMarked;
