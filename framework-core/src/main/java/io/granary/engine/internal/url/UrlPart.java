package io.granary.engine.internal.url;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.NoSuchModuleException;

/**
 * A part of a URL that an error can name. Errors name parts and never quote them: what stands in a part of a malformed URL may be
 * a password that went astray.
 */
public enum UrlPart {
    URL("URL"),
    DIALECT("dialect"),
    DRIVER("driver"),
    VARIANT("variant"),
    AUTHORITY("user, password, host and port"),
    USERNAME("username"),
    PASSWORD("password"),
    HOST("host"),
    PORT("port"),
    DATABASE("database"),
    QUERY("query");

    private final String text;

    UrlPart(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The error for this part; the sentence must not quote anything that could be a secret. */
    public ArgumentException wrong(String sentence, String hint) {
        return new ArgumentException(report(ErrorCode.ARGUMENT, sentence, hint));
    }

    /** The error for a name that stands for no database or driver. */
    NoSuchModuleException unknown(String sentence, String hint) {
        return new NoSuchModuleException(report(ErrorCode.NO_SUCH_MODULE, sentence, hint));
    }

    private ErrorReport report(ErrorCode code, String sentence, String hint) {
        return ErrorReport.of(code, sentence).with("part", text).hint(hint);
    }
}
