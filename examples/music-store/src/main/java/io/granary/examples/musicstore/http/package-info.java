/** The store by HTTP: routes that ask its actors, JSON, and problems (RFC 9457) where something is refused. */
@NullMarked
package io.granary.examples.musicstore.http;

import org.jspecify.annotations.NullMarked;
