/** The driver port on R2DBC. The only package that sees {@code io.r2dbc} and Reactor. */
@NullMarked
package io.granary.driver.r2dbc;

import org.jspecify.annotations.NullMarked;
