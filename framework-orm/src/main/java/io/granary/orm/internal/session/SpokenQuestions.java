package io.granary.orm.internal.session;

import static io.granary.orm.internal.session.SpokenCommands.answered;

import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.internal.session.SessionCommand.Perform;
import java.util.List;
import java.util.Optional;

/** The commands of actors that are answered with something. */
final class SpokenQuestions {

    private SpokenQuestions() {}

    static Optional<Perform<?>> perform(Command command) {
        return objects(command).or(() -> statements(command)).or(() -> states(command));
    }

    private static Optional<Perform<?>> objects(Command command) {
        long number = command.correlation();
        if (command instanceof SessionProtocol.Get get) {
            return Optional.of(answered(
                    command,
                    work -> work.get(get.type(), get.id(), get.options()),
                    found -> new SessionProtocol.Found(number, found)));
        }
        if (command instanceof SessionProtocol.GetAll all) {
            return Optional.of(answered(
                    command,
                    work -> work.getAll(all.type(), all.ids()),
                    found -> new SessionProtocol.FoundAll(number, found)));
        }
        if (command instanceof SessionProtocol.Load load) {
            return Optional.of(answered(
                    command,
                    work -> work.load(load.object(), load.relationship()),
                    value -> new SessionProtocol.Loaded(
                            number, value instanceof Optional<?> none ? none : Optional.of(value))));
        }
        if (command instanceof SessionProtocol.LoadAttribute load) {
            return Optional.of(answered(
                    command,
                    work -> work.load(load.object(), load.attribute()),
                    value -> new SessionProtocol.Loaded(number, value)));
        }
        if (command instanceof SessionProtocol.Merge merge) {
            return Optional.of(answered(
                    command,
                    work -> work.merge(List.of(merge.object()), merge.options()),
                    merged -> new SessionProtocol.Merged(number, merged.get(0))));
        }
        if (command instanceof SessionProtocol.MergeAll merge) {
            return Optional.of(answered(
                    command,
                    work -> work.merge(merge.objects(), merge.options()),
                    merged -> new SessionProtocol.MergedAll(number, merged)));
        }
        return Optional.empty();
    }

    private static Optional<Perform<?>> statements(Command command) {
        long number = command.correlation();
        if (command instanceof SessionProtocol.Execute execute) {
            return Optional.of(answered(
                    command,
                    work -> work.execute(execute.statement(), execute.parameters(), execute.options()),
                    result -> new SessionProtocol.Executed(number, result)));
        }
        if (command instanceof SessionProtocol.Parallel parallel) {
            return Optional.of(answered(
                    command,
                    work -> work.parallel(List.copyOf(parallel.queries())),
                    results -> new SessionProtocol.ExecutedAll(number, results)));
        }
        if (command instanceof SessionProtocol.GetConnection) {
            return Optional.of(answered(
                    command, SessionWork::connection, leased -> new SessionProtocol.Connected(number, leased)));
        }
        return Optional.empty();
    }

    private static Optional<Perform<?>> states(Command command) {
        long number = command.correlation();
        if (command instanceof SessionProtocol.GetState) {
            return Optional.of(
                    answered(command, SessionWork::state, state -> new SessionProtocol.State(number, state)));
        }
        if (command instanceof SessionProtocol.StateOf asked) {
            return Optional.of(answered(
                    command,
                    work -> work.stateOf(asked.object()),
                    state -> new SessionProtocol.ObjectState(number, state)));
        }
        if (command instanceof SessionProtocol.IsModified asked) {
            return Optional.of(answered(
                    command,
                    work -> work.isModified(asked.object()),
                    modified -> new SessionProtocol.Modified(number, modified)));
        }
        return Optional.empty();
    }
}
