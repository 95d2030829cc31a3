package io.granary.sql;

/** Which characters make words. ASCII is tested by hand: parameter names are ASCII whatever a database allows in its own. */
final class Letters {

    private Letters() {}

    static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean continuesName(char c) {
        return startsName(c) || isDigit(c);
    }

    static boolean startsWord(char c) {
        return startsName(c) || c >= 0x80;
    }

    static boolean continuesWord(char c) {
        return startsWord(c) || isDigit(c) || c == '$';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
