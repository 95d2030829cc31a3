package io.granary.testkit;

import io.granary.driver.DriverStatement;
import java.util.List;

/**
 * What an execution gives by its script: a step for the call as a whole, and one for its text and each set of values.
 *
 * @param start how it begins
 * @param columns names of the columns
 * @param elements an {@code Object[]} for each row, a {@code Long} for each count
 * @param ending what follows
 */
record ScriptedPlan(DriverStep start, List<String> columns, List<Object> elements, DriverAnswer.Ending ending) {

    static ScriptedPlan of(DriverScript script, DriverStatement statement) {
        DriverStep start = script.take(DriverCall.EXECUTE);
        DriverAnswer whole = DriverAnswer.rows(List.of(), List.of());
        if (!answers(start)) {
            return new ScriptedPlan(start, List.of(), List.of(), whole.ending());
        }
        int sets = Math.max(1, statement.bindings().size());
        for (int set = 0; set < sets && whole.ending().isOrderly(); set++) {
            DriverStep step = script.take(statement.sql());
            if (set == 0 && start.kind() == DriverStep.Kind.ANSWER) {
                start = step;
            }
            if (answers(step)) {
                List<DriverAnswer> answers = step.answers().isEmpty() ? unscripted(statement) : step.answers();
                for (DriverAnswer answer : answers) {
                    whole = whole.ending().isOrderly() ? whole.with(answer) : whole;
                }
            } else {
                whole = step.failure() == null ? whole.thenNever() : whole.thenFails(step.failure());
            }
        }
        return new ScriptedPlan(start, whole.columns(), whole.elements(), whole.ending());
    }

    private static boolean answers(DriverStep step) {
        return step.kind() == DriverStep.Kind.ANSWER || step.kind() == DriverStep.Kind.LATE;
    }

    private static List<DriverAnswer> unscripted(DriverStatement statement) {
        return statement.returns() == DriverStatement.Returns.ROWS ? List.of() : List.of(DriverAnswer.updated(0));
    }
}
