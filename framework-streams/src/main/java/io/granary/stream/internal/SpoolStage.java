package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.stream.Spool;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/** Takes chunks as fast as they come, for as long as there is room, and gives them as they are asked for. */
public final class SpoolStage extends GraphStage<FlowShape<RowChunk, RowChunk>> {

    private final Inlet<RowChunk> in = Inlet.create("SpoolStage.in");
    private final Outlet<RowChunk> out = Outlet.create("SpoolStage.out");
    private final FlowShape<RowChunk, RowChunk> shape = FlowShape.of(in, out);
    private final Spool room;
    private final boolean gathers;

    private SpoolStage(Spool room, boolean gathers) {
        this.room = room;
        this.gathers = gathers;
    }

    /**
     * {@return a flow that spools; with a file it runs where threads may block}
     *
     * @param room how much may be taken ahead
     * @param gathers whether it gives nothing before it has all, or is full
     */
    public static Flow<RowChunk, RowChunk, NotUsed> flow(Spool room, boolean gathers) {
        Flow<RowChunk, RowChunk, NotUsed> spool = Flow.fromGraph(new SpoolStage(room, gathers));
        return room.fileBytes() == 0
                ? spool
                : spool.withAttributes(ActorAttributes.dispatcher(
                                ActorAttributes.IODispatcher().dispatcher())
                        .and(Attributes.inputBuffer(1, 1)));
    }

    @Override
    public FlowShape<RowChunk, RowChunk> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {

        private final Deque<RowChunk> memory = new ArrayDeque<>();
        private final SpoolFile file = new SpoolFile();
        private boolean holdsBack = gathers;
        private long rows;

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    keep(grab(in));
                    pullIfThereIsRoom();
                    holdsBack &= hasBeenPulled(in);
                    give();
                    pullIfThereIsRoom();
                }

                @Override
                public void onUpstreamFinish() {
                    holdsBack = false;
                    give();
                    completeIfEmpty();
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    give();
                    pullIfThereIsRoom();
                    completeIfEmpty();
                }
            });
        }

        @Override
        public void preStart() {
            pull(in);
        }

        @Override
        public void postStop() {
            file.close();
        }

        private void keep(RowChunk chunk) {
            boolean fits = rows + chunk.size() <= room.rows() || room.fileBytes() == 0;
            if (file.isEmpty() && (fits || (isAvailable(out) && !holdsBack && memory.isEmpty()))) {
                memory.add(chunk);
                rows += chunk.size();
            } else {
                file.write(chunk);
            }
        }

        private void give() {
            if (isAvailable(out) && !holdsBack) {
                RowChunk chunk = next();
                if (chunk != null) {
                    push(out, chunk);
                }
            }
        }

        /** What is in memory came before what is in the file. */
        private @Nullable RowChunk next() {
            RowChunk chunk = memory.poll();
            if (chunk == null) {
                return file.read();
            }
            rows -= chunk.size();
            return chunk;
        }

        private void pullIfThereIsRoom() {
            boolean inMemory = file.isEmpty() && rows < room.rows();
            if ((inMemory || file.bytes() < room.fileBytes()) && !hasBeenPulled(in) && !isClosed(in)) {
                pull(in);
            }
        }

        private void completeIfEmpty() {
            if (isClosed(in) && memory.isEmpty() && file.isEmpty()) {
                completeStage();
            }
        }
    }
}
