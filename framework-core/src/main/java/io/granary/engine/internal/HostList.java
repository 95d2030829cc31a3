package io.granary.engine.internal;

import io.granary.driver.HostChoice;
import io.granary.driver.HostChoice.Address;
import io.granary.driver.HostChoice.Target;
import io.granary.engine.DatabaseUrl;
import io.granary.engine.internal.url.UrlAuthority;
import io.granary.engine.internal.url.UrlParser;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The hosts of a URL, where they are several or one of a kind is wanted. */
final class HostList {

    private static final String TARGET = "target";

    private HostList() {}

    /** The choice that a URL and its options make; those are taken out of the options, which the driver gets. */
    static Optional<HostChoice> taking(Map<String, String> options, DatabaseUrl url) {
        Optional<String> more = Optional.ofNullable(options.remove(UrlParser.HOSTS));
        Optional<String> target = Optional.ofNullable(options.remove(TARGET));
        if (more.isEmpty() && target.isEmpty()) {
            return Optional.empty();
        }
        if (url.dialect().equals("h2")) {
            throw wrong("H2 has no replicas: the options hosts and target mean nothing on it.", "Leave them out.");
        }
        List<Address> addresses = new ArrayList<>();
        addresses.add(new Address(url.host().orElse("localhost"), url.port()));
        for (String place : more.map(hosts -> hosts.split(",", -1)).orElseGet(() -> new String[0])) {
            UrlAuthority authority = UrlAuthority.parse(place);
            addresses.add(new Address(
                    authority.host().orElseThrow(() -> wrong("The option hosts holds no host.", "Write h2:5432,h3.")),
                    authority.port()));
        }
        return Optional.of(
                new HostChoice(addresses, target.map(HostList::target).orElse(Target.ANY)));
    }

    private static Target target(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "any" -> Target.ANY;
            case "primary" -> Target.PRIMARY;
            default -> throw wrong("The option target is neither any nor primary.", "Give one of these.");
        };
    }

    private static ArgumentException wrong(String sentence, String hint) {
        return new ArgumentException(ErrorReport.of(ErrorCode.ARGUMENT, sentence)
                .with("option", TARGET)
                .hint(hint));
    }
}
