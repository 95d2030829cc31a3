package io.granary.examples.sqltour;

import org.jspecify.annotations.Nullable;

/**
 * A part of the world.
 *
 * @param code its code in the United Nations' standard M49, three digits
 * @param name its name
 * @param parent the code of the region that it is a part of; null for the world
 */
record Region(String code, String name, @Nullable String parent) {}
