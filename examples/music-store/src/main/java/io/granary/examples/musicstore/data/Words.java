package io.granary.examples.musicstore.data;

import java.util.List;
import java.util.Locale;

/** Words of which names are made. A number gives a name, and no other number the same, as long as there are enough of them. */
final class Words {

    static final List<String> GENRES = List.of(
            "Harbour Folk",
            "Night Jazz",
            "Tin Swing",
            "Cellar Blues",
            "Paper Pop",
            "Glass Ambient",
            "Granite Rock",
            "Market Brass",
            "Slow Electronic",
            "Chamber",
            "Mountain Song",
            "Radio Soul");

    static final List<String> MOODS = List.of(
            "awake",
            "bright",
            "calm",
            "drowsy",
            "festive",
            "homesick",
            "idle",
            "quick",
            "rainy",
            "solemn",
            "tender",
            "wild");

    static final List<String> STREETS = List.of(
            "Mill Lane", "Quay Street", "Orchard Road", "Castle Hill", "Weir Walk", "Lantern Alley", "Barley Row");

    static final List<String> CITIES =
            List.of("Northhaven", "Alderbrook", "Saltmarsh", "Kestrel Bay", "Upper Wold", "Fenwick Cross", "Larkfield");

    static final List<String> COUNTRIES = List.of("Averland", "Brennia", "Corvia", "Dunmark", "Estmark");

    private static final List<String> QUALITIES = List.of(
            "Amber",
            "Borrowed",
            "Crooked",
            "Distant",
            "Early",
            "Faded",
            "Gentle",
            "Hollow",
            "Idle",
            "Jagged",
            "Kindled",
            "Lonely",
            "Midnight",
            "Northern",
            "Open",
            "Patient",
            "Quiet",
            "Restless",
            "Silver",
            "Tangled",
            "Unwritten",
            "Velvet",
            "Wandering",
            "Yellow",
            "Second",
            "Sleeping",
            "Painted",
            "Broken",
            "Winter",
            "Morning",
            "Salted");

    private static final List<String> THINGS = List.of(
            "Anchors",
            "Bridges",
            "Candles",
            "Doors",
            "Engines",
            "Feathers",
            "Gardens",
            "Harbours",
            "Islands",
            "Journals",
            "Kettles",
            "Ladders",
            "Mirrors",
            "Needles",
            "Oceans",
            "Pilots",
            "Quarries",
            "Rivers",
            "Shadows",
            "Towers",
            "Umbrellas",
            "Valleys",
            "Windows",
            "Yards",
            "Lanterns",
            "Letters",
            "Stairs",
            "Maps",
            "Orchards");

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Bram", "Celia", "Dario", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Lennart",
            "Mina", "Nils", "Oona", "Pavel", "Quinn", "Rosa", "Samir", "Tilda", "Umar", "Vera", "Wim", "Yara", "Zeno");

    private static final List<String> LAST_NAMES = List.of(
            "Abernall",
            "Birkwood",
            "Castell",
            "Dovrell",
            "Ekman",
            "Fairley",
            "Grunwick",
            "Hollins",
            "Iversen",
            "Jarrow",
            "Kestner",
            "Lindqvale",
            "Marrow",
            "Northcote",
            "Ostrander",
            "Pell",
            "Quillfeather",
            "Rookwood",
            "Sandoval");

    private Words() {}

    static String artist(int number) {
        return "The " + pair(QUALITIES, THINGS, number);
    }

    static String title(int number) {
        return pair(QUALITIES, THINGS, number);
    }

    static String playlist(int number) {
        return pair(MOODS, THINGS, number);
    }

    static String firstName(int number) {
        return of(FIRST_NAMES, number);
    }

    static String lastName(int number) {
        return of(LAST_NAMES, number / FIRST_NAMES.size() + number);
    }

    /** Nobody else's, for it has the number in it. */
    static String email(int number, String house) {
        return (firstName(number) + "." + lastName(number) + number + "@" + house).toLowerCase(Locale.ROOT);
    }

    static String of(List<String> words, int number) {
        return words.get(Math.floorMod(number, words.size()));
    }

    /** All pairs, before the first one comes again with a number behind it. */
    private static String pair(List<String> first, List<String> second, int number) {
        int all = first.size() * second.size();
        int place = number % all;
        String name = of(first, place) + " " + of(second, place / first.size() + place);
        return number < all ? name : name + " " + (number / all + 1);
    }
}
