/** Sources that are compiled with the annotation processor. */
@NullMarked
package io.granary.orm.processor;

import org.jspecify.annotations.NullMarked;
