/** What the engine's actors and facades share: answers, and the translation of failures. Not for users. */
@NullMarked
package io.granary.engine.internal;

import org.jspecify.annotations.NullMarked;
