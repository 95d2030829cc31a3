/** What columns and expressions hold. Stateless values that know no database: how a type is stored is the dialect's to say. */
@NullMarked
package io.granary.type;

import org.jspecify.annotations.NullMarked;
