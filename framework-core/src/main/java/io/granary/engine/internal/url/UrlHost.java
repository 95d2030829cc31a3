package io.granary.engine.internal.url;

import java.util.regex.Pattern;

/** The syntax of hosts: a name, an IPv4 address, or an IPv6 address (in brackets only where it stands in a URL). */
public final class UrlHost {

    private static final int LONGEST = 255;
    private static final int TOO_MANY = 100;
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}\\p{M}_.-]*[\\p{L}\\p{N}\\p{M}_.])?");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._~-]+");

    private UrlHost() {}

    /** Refuses what is no host. */
    public static void check(String host) {
        if (isIpv6(host)) {
            return;
        }
        if (host.length() > LONGEST
                || host.contains("..")
                || !NAME.matcher(host).matches()) {
            throw UrlPart.HOST.wrong(
                    "The host in the URL is no host name and no IP address.",
                    "Write a name, an IPv4 address, or an IPv6 address in brackets as [::1]; percent-encode '@', ':', '/' and '?' in a password.");
        }
    }

    /** The host as a URL spells it. */
    public static String render(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host.replace("%", "%25") + "]";
    }

    /** Whether the text, without brackets, is an IPv6 address, with a zone after {@code %} if it likes. */
    public static boolean isIpv6(String text) {
        int percent = text.indexOf('%');
        if (percent >= 0 && !ZONE.matcher(text.substring(percent + 1)).matches()) {
            return false;
        }
        String address = percent < 0 ? text : text.substring(0, percent);
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == 8;
        }
        return gap == address.lastIndexOf("::")
                && groups(address.substring(0, gap), false) + groups(address.substring(gap + 2), true) < 8;
    }

    /** How many groups of 16 bits the text spells; an IPv4 address, allowed at the very end only, is two. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] groups = text.split(":", -1);
        int count = groups.length;
        for (int i = 0; i < groups.length; i++) {
            if (last && i == groups.length - 1 && IPV4.matcher(groups[i]).matches()) {
                count++;
            } else if (!GROUP.matcher(groups[i]).matches()) {
                return TOO_MANY;
            }
        }
        return count;
    }
}
