package io.granary.dialect.render;

import io.granary.sql.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes OVER. */
final class WindowRenderer {

    private final Rendering to;

    WindowRenderer(Rendering to) {
        this.to = to;
    }

    void write(Window window) {
        to.sql(" OVER (");
        String gap = "";
        if (!window.partition().isEmpty()) {
            to.sql("PARTITION BY ").list(window.partition());
            gap = " ";
        }
        if (!window.order().isEmpty()) {
            to.sql(gap + "ORDER BY ");
            new OrderRenderer(to).terms(window.order(), List.of());
            gap = " ";
        }
        Window.Frame frame = window.frame();
        if (frame != null) {
            to.sql(gap + frame.unit() + " BETWEEN " + end(frame.from(), "PRECEDING") + " AND "
                    + end(frame.to(), "FOLLOWING"));
        }
        to.sql(")");
    }

    private static String end(@Nullable Integer rows, String unbounded) {
        if (rows == null) {
            return "UNBOUNDED " + unbounded;
        } else if (rows == 0) {
            return "CURRENT ROW";
        }
        return Math.abs(rows) + (rows < 0 ? " PRECEDING" : " FOLLOWING");
    }
}
