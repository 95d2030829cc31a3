package io.granary.testkit;

import io.granary.driver.DriverStatement;
import io.granary.testkit.fixtures.Script;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.Step;
import java.util.List;

/**
 * What an execution gives by its script: a step for the call as a whole, and one for its text and each set of values.
 *
 * @param start how it begins
 * @param columns names of the columns
 * @param elements an {@code Object[]} for each row, a {@code Long} for each count
 * @param ending what follows
 */
record ScriptedPlan(Step start, List<String> columns, List<Object> elements, ScriptedAnswer.Ending ending) {

    static ScriptedPlan of(Script<DriverCall> script, DriverStatement statement) {
        Step start = script.take(DriverCall.EXECUTE);
        ScriptedAnswer whole = ScriptedAnswer.rows(List.of(), List.of());
        if (!answers(start)) {
            return new ScriptedPlan(start, List.of(), List.of(), whole.ending());
        }
        int sets = Math.max(1, statement.bindings().size());
        for (int set = 0; set < sets && whole.ending().isOrderly(); set++) {
            Step step = script.take(statement.sql());
            if (set == 0 && start.kind() == Step.Kind.ANSWER) {
                start = step;
            }
            if (answers(step)) {
                List<ScriptedAnswer> answers = step.answers() == null ? unscripted(statement) : step.answers();
                for (ScriptedAnswer answer : answers) {
                    whole = whole.ending().isOrderly() ? whole.with(answer) : whole;
                }
            } else {
                whole = step.error() == null ? whole.thenNever() : whole.thenFails(step.error());
            }
        }
        return new ScriptedPlan(start, whole.columns(), whole.elements(), whole.ending());
    }

    private static boolean answers(Step step) {
        return step.kind() == Step.Kind.ANSWER || step.kind() == Step.Kind.LATE;
    }

    private static List<ScriptedAnswer> unscripted(DriverStatement statement) {
        return statement.returns() == DriverStatement.Returns.ROWS ? List.of() : List.of(ScriptedAnswer.updated(0));
    }
}
