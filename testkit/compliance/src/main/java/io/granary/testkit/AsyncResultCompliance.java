package io.granary.testkit;

/** Results whose rows come as they are asked for. */
public interface AsyncResultCompliance
        extends AsyncResultFetchCompliance,
                AsyncResultViewCompliance,
                AsyncResultSourceCompliance,
                AsyncResultLifeCompliance,
                SqlSourceCompliance {}
