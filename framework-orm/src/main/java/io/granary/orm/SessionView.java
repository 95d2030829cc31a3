package io.granary.orm;

import java.util.Map;

/** A session as its listeners see it, where they may look and no more. To be used while they are called. */
public interface SessionView {

    /** {@return what {@link AsyncSession#info()} gives: notes of the session's user and of listeners; thread-safe} */
    Map<String, Object> info();

    /** {@return what the session holds now} */
    SessionState state();
}
