package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StopOrderTest {

    @Test
    void isTakenIfNothingFailed() {
        assertThat(StopOrder.after(null)).isEqualTo(StopOrder.TAKEN);
    }

    @Test
    void wasNotGivenToAServerThatRefusedItOrWasNotReached() {
        DriverException unreached = DriverException.fault("no link", new IOException(new ConnectException("refused")));

        assertThat(StopOrder.after(reported("HY000"))).isEqualTo(StopOrder.NOT_GIVEN);
        assertThat(StopOrder.after(new CompletionException(reported("42000")))).isEqualTo(StopOrder.NOT_GIVEN);
        assertThat(StopOrder.after(unreached)).isEqualTo(StopOrder.NOT_GIVEN);
    }

    @Test
    @Tag("F32")
    void isUnknownIfItsLinkEndedInTheMidst() {
        assertThat(StopOrder.after(DriverException.fault("reset", new IOException("reset"))))
                .isEqualTo(StopOrder.UNKNOWN);
        assertThat(StopOrder.after(reported("08000"))).isEqualTo(StopOrder.UNKNOWN);
        assertThat(StopOrder.after(reported("70100"))).isEqualTo(StopOrder.UNKNOWN);
    }

    private static DriverException reported(String state) {
        return new DriverException(DriverException.Origin.REPORTED, "no", state, 0, null, null);
    }
}
