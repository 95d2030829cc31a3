package io.granary.orm.internal.reading;

import io.granary.orm.GeneratedBy;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.schema.Sequence;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.SequenceGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Where the keys of a class come from. */
final class Generators {

    private static final int DEFAULT_ALLOCATION = 50;

    private Generators() {}

    /** What the annotations of a key attribute say; empty if they say nothing. */
    static Optional<KeyGeneration> of(Member member, Class<?> entity, String table, Faults faults) {
        Optional<GeneratedBy> own = member.get(GeneratedBy.class);
        if (own.isPresent() && member.has(GeneratedValue.class)) {
            faults.add(member.place(), GeneratorRules.BOTH);
        }
        if (own.isPresent()) {
            return supplier(own.orElseThrow().value(), member, faults);
        }
        Optional<GeneratedValue> said = member.get(GeneratedValue.class);
        if (said.isEmpty() && member.has(SequenceGenerator.class)) {
            faults.add(member.place(), GeneratorRules.UNUSED);
        }
        return said.flatMap(generated -> of(generated, member, entity, table, faults));
    }

    private static Optional<KeyGeneration> of(
            GeneratedValue said, Member member, Class<?> entity, String table, Faults faults) {
        Class<?> type = ColumnTypes.boxed(member.type());
        boolean number = type == Long.class || type == Integer.class || type == Short.class;
        boolean uuid = type == UUID.class || type == String.class;
        GenerationType strategy = GeneratorRules.strategy(said, uuid);
        if (strategy == GenerationType.UUID && uuid) {
            return Optional.of(new KeyGeneration.BySupplier(
                    type == UUID.class
                            ? UUID::randomUUID
                            : () -> UUID.randomUUID().toString()));
        }
        if (strategy == GenerationType.IDENTITY && number) {
            return Optional.of(new KeyGeneration.ByIdentity());
        }
        if (strategy == GenerationType.SEQUENCE && number) {
            return Optional.of(sequence(said.generator(), member, entity, table, faults));
        }
        faults.add(member.place(), GeneratorRules.unfit(member.type().getName(), strategy));
        return Optional.empty();
    }

    private static KeyGeneration sequence(
            String generator, Member member, Class<?> entity, String table, Faults faults) {
        Optional<SequenceGenerator> said =
                GeneratorRules.sequence(generator, near(member, entity), faults.at(member.place()));
        int allocation = Math.max(1, said.map(SequenceGenerator::allocationSize).orElse(DEFAULT_ALLOCATION));
        String otherwise = generator.isEmpty() ? table + "_seq" : generator;
        Sequence sequence = Sequence.named(
                        Names.given(said.map(SequenceGenerator::sequenceName).orElse(""), otherwise))
                .startingAt(said.map(SequenceGenerator::initialValue).orElse(1))
                .by(allocation);
        String schema = said.map(SequenceGenerator::schema).orElse("");
        return new KeyGeneration.BySequence(schema.isEmpty() ? sequence : sequence.inSchema(schema), allocation);
    }

    /** The generators that stand at the attribute, and those at its class and above that. */
    private static List<SequenceGenerator> near(Member member, Class<?> entity) {
        List<SequenceGenerator> near =
                new ArrayList<>(List.of(member.annotations().getAnnotationsByType(SequenceGenerator.class)));
        for (Class<?> at : Members.lineage(entity)) {
            near.addAll(List.of(at.getDeclaredAnnotationsByType(SequenceGenerator.class)));
        }
        return near;
    }

    private static Optional<KeyGeneration> supplier(Class<? extends Supplier<?>> type, Member member, Faults faults) {
        return Instances.of(type, "generator", member.place(), faults).map(KeyGeneration.BySupplier::new);
    }
}
