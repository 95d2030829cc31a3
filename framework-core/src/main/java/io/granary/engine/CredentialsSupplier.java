package io.granary.engine;

import java.util.concurrent.CompletionStage;

/**
 * Tells who is to log in, anew for each connection, so that passwords can change while an engine lives: a file that is replaced, a vault,
 * a token that expires.
 *
 * <p>It is asked at each connect. When the server refuses what it gave, it is asked once more for the same connect: other credentials
 * are tried, the same are not, and a second refusal is what the request fails with. Connections that are open stay open; those of an
 * old password end when the pool recycles them.
 *
 * <p>It may be called by several threads at a time, none of which an actor needs, so it may block. It has the time of
 * {@code connect-timeout}, which the rest of the connect needs too. Where asking is expensive, it keeps what it got for a while; what was
 * refused it should not give again. When it throws, gives null, or its stage fails, the connect fails.
 *
 * @see EngineOptions#withCredentials(CredentialsSupplier)
 */
@FunctionalInterface
public interface CredentialsSupplier {

    /** {@return a stage with the credentials of now} */
    CompletionStage<Credentials> credentials();
}
