/** Mapped classes, compiled with the annotation processor as a build of users has it. */
@NullMarked
package io.granary.testkit.orm;

import org.jspecify.annotations.NullMarked;
