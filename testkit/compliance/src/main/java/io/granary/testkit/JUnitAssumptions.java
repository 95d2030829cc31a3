package io.granary.testkit;

import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;

/** Has assumptions that do not hold tell JUnit, and not TestNG, which is here for the test kit of Reactive Streams alone. Found by AssertJ. */
public final class JUnitAssumptions extends Configuration {

    @Override
    public PreferredAssumptionException preferredAssumptionException() {
        return PreferredAssumptionException.JUNIT5;
    }

    @Override
    public String describe() {
        return "assumptions for JUnit";
    }
}
