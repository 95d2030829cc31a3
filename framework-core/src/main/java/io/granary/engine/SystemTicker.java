package io.granary.engine;

/** The machine's ticker, one for all engines. */
enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public long read() {
        return System.nanoTime();
    }

    @Override
    public String toString() {
        return "system";
    }
}
