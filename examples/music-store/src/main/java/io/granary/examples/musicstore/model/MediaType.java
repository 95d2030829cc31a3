package io.granary.examples.musicstore.model;

/** How a track is sold. Stored by its name, so that constants may be added anywhere. */
public enum MediaType {
    /** A file with loss. */
    COMPRESSED,
    /** A file without loss. */
    LOSSLESS,
    /** A side of a disc. */
    VINYL
}
