/**
 * What the store tells about itself: records that are made of loaded objects, and may be sent anywhere. Mapped objects are not: they belong to
 * their session.
 */
@NullMarked
package io.granary.examples.musicstore.view;

import org.jspecify.annotations.NullMarked;
