package io.granary.engine;

/** Is told what an engine does; given to {@link EngineOptions#withListener}. */
public interface EngineListener {}
