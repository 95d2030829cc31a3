package io.granary.testkit.unitofwork;

/**
 * One of a program.
 *
 * @param deed what it does
 * @param seed what decides with which objects and how, so that it stays the same when others are left out
 */
record Step(Deed deed, long seed) {}
