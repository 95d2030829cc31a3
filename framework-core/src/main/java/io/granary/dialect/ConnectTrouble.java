package io.granary.dialect;

/** Why a connection could not be opened, as far as that tells whether trying again may help. */
public enum ConnectTrouble {
    /** Nobody answered: refused, an unknown host, a link that broke, no answer in time. */
    UNREACHABLE,
    /** The server answered that it does not serve now: it is starting up or shutting down. */
    NOT_READY,
    /** The server has as many clients as it allows. */
    TOO_MANY,
    /** The server does not let these credentials, this client or this database in. Trying often may lock an account. */
    REFUSED,
    /** None of these. */
    OTHER
}
