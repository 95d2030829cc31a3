package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Employee;
import java.util.List;

/**
 * An employee, with all below.
 *
 * @param id the employee's number
 * @param name both names
 * @param title what they do
 * @param reports who reports to them
 */
public record EmployeeView(long id, String name, String title, List<EmployeeView> reports) {

    /**
     * {@return an employee, below whom all are loaded}
     *
     * @param employee the employee
     */
    public static EmployeeView of(Employee employee) {
        return new EmployeeView(
                employee.id(),
                employee.name(),
                employee.title(),
                employee.reports().stream().map(EmployeeView::of).toList());
    }
}
