/** A program that moves cities from one database to another as a stream. */
@NullMarked
package io.granary.examples.streamingetl;

import org.jspecify.annotations.NullMarked;
