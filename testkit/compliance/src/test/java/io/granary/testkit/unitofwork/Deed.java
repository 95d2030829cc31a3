package io.granary.testkit.unitofwork;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What a step does, and how often it is to be met compared with others. */
enum Deed {
    CREATE(5),
    CHANGE(3),
    MOVE(4),
    UNLINK(2),
    DELETE(2),
    GET(3),
    RELATE(3),
    QUERY(1),
    FLUSH(2),
    BEGIN_NESTED(1),
    RELEASE(1),
    ROLL_BACK_NESTED(1),
    COMMIT(2),
    ROLL_BACK(1),
    CLOSE(1),
    SHARE(3),
    DELETE_AND_ADD(1),
    REPLACE(1),
    REFRESH(1),
    EXPUNGE(1),
    MERGE(1),
    ADD_AGAIN(1),
    RESCUE(1),
    OWN(1),
    DELETE_FROM_OUTSIDE(1),
    MERGE_NEW(1),
    FAIL(1),
    SWITCH_ROW(1),
    MERGE_GRAPH(2);

    private static final List<Deed> BY_WEIGHT = Arrays.stream(values())
            .flatMap(each -> Collections.nCopies(each.weight, each).stream())
            .toList();

    private final int weight;

    Deed(int weight) {
        this.weight = weight;
    }

    static Deed any(Random random) {
        return Chance.one(random, BY_WEIGHT);
    }
}
