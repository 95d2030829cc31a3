package io.granary.stream.internal;

import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Passes everything on, and writes down when it was asked for and when it came. What is behind it may fail and begin again meanwhile: that is time as any other.
 *
 * @param <T> the elements
 */
final class WaitsStage<T> extends GraphStage<FlowShape<T, T>> {

    private final Inlet<T> in = Inlet.create("WaitsStage.in");
    private final Outlet<T> out = Outlet.create("WaitsStage.out");
    private final FlowShape<T, T> shape = FlowShape.of(in, out);
    private final Waits waits;

    WaitsStage(Waits waits) {
        this.waits = waits;
    }

    @Override
    public FlowShape<T, T> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {

        Logic() {
            super(shape);
            setHandlers(in, out, new AbstractInOutHandler() {
                @Override
                public void onPull() {
                    waits.asked();
                    pull(in);
                }

                @Override
                public void onPush() {
                    waits.given();
                    push(out, grab(in));
                }
            });
        }
    }
}
