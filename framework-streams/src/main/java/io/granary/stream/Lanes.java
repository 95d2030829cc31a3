package io.granary.stream;

import io.granary.error.ArgumentException;
import io.granary.stream.internal.LaneStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.UniformFanOutShape;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.reactivestreams.Publisher;

/** Deals lists of rows out to sinks that run side by side. */
final class Lanes {

    private Lanes() {}

    static <T, M> LaneRun<M> run(
            Graph<SourceShape<List<T>>, CompletionStage<StreamSummary>> rows,
            LaneSettings settings,
            Function<? super T, ?> key,
            IntFunction<? extends Graph<SinkShape<T>, M>> lane,
            Materializer materializer) {
        return run(rows, new LaneStage<>(settings.count(), key, settings.buffer()), lane, materializer);
    }

    /** Each lane is a source that is to be run soon. */
    static <T> LaneRun<Source<T, NotUsed>> sources(
            Graph<SourceShape<List<T>>, CompletionStage<StreamSummary>> rows,
            LaneSettings settings,
            Function<? super T, ?> key,
            Duration runWithin,
            Materializer materializer) {
        if (runWithin.isNegative() || runWithin.isZero()) {
            throw ArgumentException.of(
                    "Lanes are to be run within " + runWithin + ".", "Give each of them some seconds.");
        }
        LaneRun<Publisher<T>> run = run(
                rows,
                new LaneStage<>(settings.count(), key, settings.buffer(), runWithin),
                number -> Sink.<T>asPublisher(AsPublisher.WITHOUT_FANOUT),
                materializer);
        return new LaneRun<>(
                run.summary(), run.lanes().stream().map(Source::fromPublisher).toList());
    }

    private static <T, M> LaneRun<M> run(
            Graph<SourceShape<List<T>>, CompletionStage<StreamSummary>> rows,
            LaneStage<T> stage,
            IntFunction<? extends Graph<SinkShape<T>, M>> lane,
            Materializer materializer) {
        int count = stage.shape().outlets().size();
        List<Graph<SinkShape<T>, M>> sinks = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            sinks.add(Sink.fromGraph(lane.apply(number)).async());
        }
        Graph<SinkShape<List<T>>, List<M>> dealt = GraphDSL.create(sinks, (builder, ends) -> {
            UniformFanOutShape<List<T>, T> dealer = builder.add(stage);
            for (int number = 0; number < count; number++) {
                builder.from(dealer.out(number)).to(ends.get(number));
            }
            return SinkShape.of(dealer.in());
        });
        Pair<CompletionStage<StreamSummary>, List<M>> run =
                Source.fromGraph(rows).toMat(Sink.fromGraph(dealt), Keep.both()).run(materializer);
        return new LaneRun<>(run.first(), run.second());
    }
}
