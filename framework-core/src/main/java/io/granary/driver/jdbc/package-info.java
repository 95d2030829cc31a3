/** The driver port over JDBC: each connection on a thread of its own. */
@NullMarked
package io.granary.driver.jdbc;

import org.jspecify.annotations.NullMarked;
