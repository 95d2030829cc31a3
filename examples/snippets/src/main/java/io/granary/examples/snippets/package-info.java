/** The code that README.md and the pages in docs show, between comments with the names of the regions. Tests run it on H2. */
@NullMarked
package io.granary.examples.snippets;

import org.jspecify.annotations.NullMarked;
