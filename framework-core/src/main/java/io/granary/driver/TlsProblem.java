package io.granary.driver;

/** Why a link could not be encrypted as asked. */
public enum TlsProblem {
    /** The server speaks no TLS. */
    NO_TLS("server has no TLS"),
    /** No trusted authority vouches for the server's certificate. */
    UNKNOWN_AUTHORITY("unknown authority"),
    /** The server's certificate has expired, or is not valid yet. */
    NOT_VALID_NOW("not valid now"),
    /** The server's certificate is for another host. */
    WRONG_HOST("wrong host"),
    /** The server's certificate is of no use for another reason. */
    BAD_CERTIFICATE("bad certificate"),
    /** The two sides did not agree, on a version or a cipher, or the server refused the client's certificate. */
    HANDSHAKE("handshake failed"),
    /** The session was opened, and the server says that it is not encrypted. */
    NOT_ENCRYPTED("session not encrypted");

    private final String words;

    TlsProblem(String words) {
        this.words = words;
    }

    /** {@return the problem in a few words} */
    public String words() {
        return words;
    }
}
