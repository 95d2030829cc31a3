/** What is known of mapped classes: their columns, keys and relationships, and how values get into and out of their objects. */
@NullMarked
package io.granary.orm.mapping;

import org.jspecify.annotations.NullMarked;
