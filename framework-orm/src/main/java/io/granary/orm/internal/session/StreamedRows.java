package io.granary.orm.internal.session;

import io.granary.orm.internal.load.SelectPlan;
import java.util.Optional;

/**
 * The rows of a statement as they come, from the connection of the transaction.
 *
 * @param rows the rows; the connection is theirs already, and none is asked for before somebody subscribes
 * @param plan what makes objects of them; empty if there are none in them
 * @param level the number of the innermost transaction or savepoint when they were asked for: if that is undone, or over, the session refuses them
 */
public record StreamedRows(OpenedRows rows, Optional<SelectPlan> plan, int level) {}
