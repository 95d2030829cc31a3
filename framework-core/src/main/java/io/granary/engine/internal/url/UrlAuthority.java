package io.granary.engine.internal.url;

import java.util.Optional;
import java.util.OptionalInt;

/** What stands between {@code ://} and the path or query: user, password, host and port, decoded. */
public record UrlAuthority(
        Optional<String> username, Optional<String> password, Optional<String> host, OptionalInt port) {

    private static final int HIGHEST_PORT = 65_535;
    private static final String ENCODE =
            "If the password holds '@', ':', '/' or '?', write them as %40, %3A, %2F and %3F.";

    public static UrlAuthority parse(String text) {
        int at = text.lastIndexOf('@');
        String place = text.substring(at + 1);
        int hostEnd = hostEnd(place);
        Optional<String> host = host(place.substring(0, hostEnd));
        OptionalInt port = port(place.substring(hostEnd));
        if (at < 0) {
            return new UrlAuthority(Optional.empty(), Optional.empty(), host, port);
        }
        String user = text.substring(0, at);
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        return new UrlAuthority(
                Optional.of(PercentCode.decode(name, UrlPart.USERNAME)).filter(decoded -> !decoded.isEmpty()),
                colon < 0
                        ? Optional.empty()
                        : Optional.of(PercentCode.decode(user.substring(colon + 1), UrlPart.PASSWORD)),
                host,
                port);
    }

    /** Nothing of the parts, which may be secrets. */
    @Override
    public String toString() {
        return "UrlAuthority";
    }

    private static int hostEnd(String place) {
        if (place.startsWith("[")) {
            int closing = place.indexOf(']');
            if (closing < 0) {
                throw UrlPart.HOST.wrong(
                        "The host in the URL opens a bracket and does not close it.",
                        "Write an IPv6 address as [::1].");
            }
            return closing + 1;
        }
        int colon = place.indexOf(':');
        if (colon >= 0 && place.indexOf(':', colon + 1) >= 0) {
            throw UrlPart.HOST.wrong(
                    "Host and port cannot be told apart: there are several ':' outside of brackets.",
                    "Write an IPv6 address as [::1], and user:password before '@'. " + ENCODE);
        }
        return colon < 0 ? place.length() : colon;
    }

    private static Optional<String> host(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.startsWith("[")) {
            UrlHost.check(text);
            return Optional.of(text);
        }
        String address = PercentCode.decode(text.substring(1, text.length() - 1), UrlPart.HOST);
        if (!UrlHost.isIpv6(address)) {
            throw UrlPart.HOST.wrong(
                    "What stands in brackets is no IPv6 address.",
                    "Write [::1] or [fe80::1%25eth0]; a name needs no brackets.");
        }
        return Optional.of(address);
    }

    private static OptionalInt port(String text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.startsWith(":")) {
            throw UrlPart.HOST.wrong("Something follows the closing bracket of the host.", "Write [::1]:5432.");
        }
        String digits = text.substring(1);
        if (digits.isEmpty()) {
            throw UrlPart.PORT.wrong(
                    "There is no port after the ':' in the URL.", "Write a port or leave out the ':'. " + ENCODE);
        }
        if (!digits.chars().allMatch(character -> character >= '0' && character <= '9')) {
            throw UrlPart.PORT.wrong("The port in the URL is no number.", "Write a number from 1 to 65535. " + ENCODE);
        }
        int port = digits.length() > 5 ? HIGHEST_PORT + 1 : Integer.parseInt(digits);
        checkPort(port);
        return OptionalInt.of(port);
    }

    /** Refuses what no port can be. */
    public static void checkPort(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw UrlPart.PORT.wrong(
                    "The port is " + (port < 1 ? "less than 1." : "greater than 65535."),
                    "Write a number from 1 to 65535. " + ENCODE);
        }
    }
}
