package io.granary.examples.musicstore.data;

import io.granary.examples.musicstore.model.Address;
import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.model.Employee;
import io.granary.examples.musicstore.model.Genre;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes those who work for the store, and those who buy from it. */
final class People {

    private static final int REPORTS = 3;
    private static final LocalDate OPENING = LocalDate.of(2015, 3, 2);

    private final SplittableRandom random;

    People(SplittableRandom random) {
        this.random = random;
    }

    /** A tree: each leads so many others, as long as there are any. */
    List<Employee> employees(int count) {
        List<Employee> employees = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Employee employee = new Employee(
                    Words.firstName(i),
                    Words.lastName(i),
                    Words.email(i, "store.example"),
                    i == 0 ? "Director" : i <= REPORTS ? "Head of a floor" : "Sales assistant",
                    OPENING.plusDays(random.nextInt(3_000)));
            if (i > 0) {
                employees.get((i - 1) / REPORTS).leads(employee);
            }
            employees.add(employee);
        }
        return employees;
    }

    Customer customer(int number, List<Employee> employees, List<Genre> genres) {
        Customer customer = new Customer(
                Words.firstName(number),
                Words.lastName(number + 7),
                Words.email(number, "mail.example"),
                new Address(
                        random.nextInt(1, 120) + " " + Words.of(Words.STREETS, random.nextInt(1_000)),
                        Words.of(Words.CITIES, random.nextInt(1_000)),
                        String.valueOf(random.nextInt(10_000, 100_000)),
                        Words.of(Words.COUNTRIES, random.nextInt(1_000))));
        customer.isHelpedBy(employees.get(random.nextInt(employees.size())));
        customer.likes(genres.get(random.nextInt(genres.size())), random.nextBoolean());
        return customer;
    }
}
