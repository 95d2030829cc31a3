/** The driver port: what a connection actor needs of a driver, in this project's own words. Uses the JDK only. */
@NullMarked
package io.granary.driver;

import org.jspecify.annotations.NullMarked;
