/** Programs made by chance, and an oracle that says what comes of them. */
@NullMarked
package io.granary.testkit.unitofwork;

import org.jspecify.annotations.NullMarked;
