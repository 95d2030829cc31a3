/** Users and their addresses: what sessions do, in six small programs. */
@NullMarked
package io.granary.examples.users;

import org.jspecify.annotations.NullMarked;
