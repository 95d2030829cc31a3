package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Employee_.EMPLOYEE;
import static io.granary.sql.Sql.select;

import io.granary.examples.musicstore.model.Employee;
import io.granary.examples.musicstore.view.EmployeeView;
import io.granary.orm.AsyncSession;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** All employees, each below whom they report to. One query has all of them in the session, so that who leads them is found there. */
final class EmployeeTree {

    private EmployeeTree() {}

    static CompletionStage<Answer<List<EmployeeView>>> load(AsyncSession session) {
        return session.scalars(select(EMPLOYEE).orderBy(EMPLOYEE.lastName, EMPLOYEE.id))
                .thenCompose(found -> {
                    List<Employee> all = found.all();
                    return Each.load(session, all, EMPLOYEE.reportsTo)
                            .thenCompose(leaders -> Each.load(session, all, EMPLOYEE.reports))
                            .thenApply(reports -> new Answer.Given<>(roots(all)));
                });
    }

    private static List<EmployeeView> roots(List<Employee> all) {
        return all.stream()
                .filter(each -> each.reportsTo().find().isEmpty())
                .map(EmployeeView::of)
                .toList();
    }
}
