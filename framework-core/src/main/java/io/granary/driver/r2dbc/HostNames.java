package io.granary.driver.r2dbc;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The hosts that a certificate is for.
 *
 * <p>Names and addresses are its subject alternative names. Only a certificate without any of these is read for its subject's common
 * name, as libpq does: those that PostgreSQL's manual teaches to make have no other. A star stands for exactly one label, the first, and
 * at least two labels follow it. Nothing is looked up, forth or back: what counts is the host as the user wrote it.
 */
final class HostNames {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

    private final List<String> names = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    private HostNames() {}

    /** The hosts of a certificate; none if its names cannot be read. */
    static HostNames of(X509Certificate certificate) {
        HostNames hosts = new HostNames();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                hosts.add(alternative);
            }
            if (hosts.names.isEmpty() && hosts.addresses.isEmpty()) {
                hosts.addCommonName(certificate.getSubjectX500Principal().getName());
            }
        } catch (CertificateParsingException | InvalidNameException unreadable) {
            hosts.names.clear();
            hosts.addresses.clear();
        }
        return hosts;
    }

    private void add(List<?> alternative) {
        Object kind = alternative.get(0);
        if (Integer.valueOf(DNS).equals(kind)) {
            names.add(String.valueOf(alternative.get(1)));
        } else if (Integer.valueOf(ADDRESS).equals(kind)) {
            addresses.add(String.valueOf(alternative.get(1)));
        }
    }

    private void addCommonName(String subject) throws InvalidNameException {
        for (Rdn part : new LdapName(subject).getRdns()) {
            if (part.getType().equalsIgnoreCase("CN")) {
                names.add(String.valueOf(part.getValue()));
            }
        }
    }

    boolean include(String host) {
        return isAddress(host)
                ? addresses.stream().anyMatch(address -> sameAddress(address, host))
                        || names.stream().anyMatch(name -> name.equals(host))
                : names.stream().anyMatch(name -> fits(normal(name), normal(host)));
    }

    private static boolean fits(String pattern, String host) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(host);
        }
        String suffix = pattern.substring(1);
        int dot = host.indexOf('.');
        return dot > 0 && suffix.indexOf('.', 1) > 0 && host.substring(dot).equals(suffix);
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /** Both are addresses, which are read without asking anybody. */
    private static boolean sameAddress(String one, String other) {
        try {
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        try {
            return plain.startsWith("*.") ? plain : IDN.toASCII(plain);
        } catch (IllegalArgumentException noDomain) {
            return plain;
        }
    }

    /** For a message. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>(names);
        all.addAll(addresses);
        return all.isEmpty() ? "no host" : String.join(", ", all);
    }
}
