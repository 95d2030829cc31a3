package io.granary.driver.r2dbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.r2dbc.postgresql.client.Client;
import io.r2dbc.postgresql.client.ConnectionContext;
import io.r2dbc.postgresql.client.TransactionStatus;
import io.r2dbc.postgresql.client.Version;
import io.r2dbc.postgresql.message.backend.BackendMessage;
import io.r2dbc.postgresql.message.backend.NotificationResponse;
import io.r2dbc.postgresql.message.frontend.FrontendMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A client of the driver's whose server is the test: it sees what is sent, and says what comes. */
final class ScriptedClient implements Client {

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<FluxSink<BackendMessage>> exchanges = Collections.synchronizedList(new ArrayList<>());
    private volatile TransactionStatus status = TransactionStatus.IDLE;
    private volatile boolean closed;
    private volatile Consumer<String> onSent = kinds -> {};

    /** {@return the kinds of the messages of each packet so far, {@code S!} where the line was given back behind it} */
    List<String> sent() {
        return List.copyOf(sent);
    }

    /** What happens within the call that sends something. */
    void onSent(Consumer<String> effect) {
        onSent = effect;
    }

    void status(TransactionStatus now) {
        status = now;
    }

    /** Lets messages come for the exchange that was begun last. */
    void comes(BackendMessage... messages) {
        FluxSink<BackendMessage> last = exchanges.get(exchanges.size() - 1);
        for (BackendMessage message : messages) {
            last.next(message);
        }
    }

    /** The server is ready for the next. */
    void ready() {
        exchanges.get(exchanges.size() - 1).complete();
    }

    void lost(Throwable cause) {
        exchanges.get(exchanges.size() - 1).error(cause);
    }

    int exchanges() {
        return exchanges.size();
    }

    long memory() {
        return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
    }

    ByteBuf buffer() {
        return memory.buffer();
    }

    @Override
    public Flux<BackendMessage> exchange(Predicate<BackendMessage> until, Publisher<FrontendMessage> requests) {
        return Flux.create(sink -> {
            exchanges.add(sink);
            Disposable unused = Flux.from(requests)
                    .concatMap(message -> message.encode(memory))
                    .subscribe(this::note, sink::error, () -> sent.add("!"));
        });
    }

    private void note(ByteBuf packet) {
        StringBuilder kinds = new StringBuilder();
        while (packet.isReadable()) {
            kinds.append((char) packet.readByte());
            packet.skipBytes(packet.readInt() - Integer.BYTES);
        }
        packet.release();
        sent.add(kinds.toString());
        onSent.accept(kinds.toString());
    }

    /** {@return the text of a column as the server sends it} */
    ByteBuf text(String text) {
        return memory.buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public TransactionStatus getTransactionStatus() {
        return status;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public ByteBufAllocator getByteBufAllocator() {
        return memory;
    }

    @Override
    public void send(FrontendMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(() -> closed = true);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Mono<Void> cancelRequest() {
        return Mono.empty();
    }

    @Override
    public Disposable addNotificationListener(Consumer<NotificationResponse> consumer) {
        return Disposables.disposed();
    }

    @Override
    public void addNotificationListener(org.reactivestreams.Subscriber<NotificationResponse> consumer) {}

    @Override
    public ConnectionContext getContext() {
        return new ConnectionContext();
    }

    @Override
    public Optional<Integer> getProcessId() {
        return Optional.empty();
    }

    @Override
    public Scheduler getScheduler() {
        return Schedulers.immediate();
    }

    @Override
    public Optional<byte[]> getSecretKey() {
        return Optional.empty();
    }

    @Override
    public Optional<TimeZone> getTimeZone() {
        return Optional.empty();
    }

    @Override
    public Version getVersion() {
        throw new UnsupportedOperationException();
    }
}
