/** From options of encryption to what a driver is told. */
@org.jspecify.annotations.NullMarked
package io.granary.engine.internal.tls;
