package io.granary.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives each test of a suite on SQLite a database in memory, which is its engine's alone and has one connection: {@link Bench#sql()} waits for that one like
 * anybody else.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface InMemory {}
