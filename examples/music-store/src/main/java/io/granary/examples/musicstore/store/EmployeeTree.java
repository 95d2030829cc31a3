package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Employee_.EMPLOYEE;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.sql.Sql.select;

import io.granary.examples.musicstore.model.Employee;
import io.granary.examples.musicstore.view.EmployeeView;
import io.granary.orm.AsyncSession;
import io.granary.sql.Select;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** All employees, each below whom they report to. One query has all of them in the session, so that who leads them is found there. */
final class EmployeeTree {

    private static final Select<Employee> ALL = select(EMPLOYEE)
            .orderBy(EMPLOYEE.lastName, EMPLOYEE.id)
            .options(selectInLoad(EMPLOYEE.reportsTo), selectInLoad(EMPLOYEE.reports));

    private EmployeeTree() {}

    static CompletionStage<Answer<List<EmployeeView>>> load(AsyncSession session) {
        return session.scalars(ALL).thenApply(found -> new Answer.Given<>(roots(found.all())));
    }

    private static List<EmployeeView> roots(List<Employee> all) {
        return all.stream()
                .filter(each -> each.reportsTo().find().isEmpty())
                .map(EmployeeView::of)
                .toList();
    }
}
