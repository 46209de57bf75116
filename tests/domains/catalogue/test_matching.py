"""What people write when they look for an education, and what they should find."""

import pytest

from gemensam.domains.catalogue.searching.matching import (
    Reason,
    Searched,
    elsewhere,
    match,
    simplified,
    words_of,
)

OFFERINGS = {
    name: Searched(programme, "", path, f"HED-{path}", title, school, place, path[6:7] == "L")
    for name, programme, path, title, school, place in (
        ("el", "EE25", "EE000", "El- och energiprogrammet", "Västermalm", "Sundsvall"),
        ("frisör", "FR25", "FRFRI", "Frisör- och stylistprogrammet, frisör", "Västermalm", "Sundsvall"),
        ("natur", "NA25", "NA000", "Naturvetenskapsprogrammet", "Hedbergska", "Sundsvall"),
        (
            "natur Ö-vik",
            "NA25",
            "NA000",
            "Naturvetenskapsprogrammet",
            "Örnsköldsviks gymnasium",
            "Örnsköldsvik",
        ),
        ("djur", "NB25", "NBDJU", "Naturbruksprogrammet, djurvård", "Nordvik", "Kramfors"),
        ("bygg", "BA25", "BA000", "Bygg- och anläggningsprogrammet", "Bobergsgymnasiet", "Ånge"),
        (
            "bygglärling",
            "BA25",
            "BA0000L",
            "Bygg- och anläggningsprogrammet, lärling",
            "Västermalm",
            "Sundsvall",
        ),
        ("vård", "VO25", "VO000", "Vård- och omsorgsprogrammet", "Ådalsskolan", "Kramfors"),
        ("teknik", "TE25", "TE000", "Teknikprogrammet", "Teknikgymnasiet Alnösundet", "Sundsvall"),
        ("handel", "FS25", "FS000", "Försäljnings- och serviceprogrammet", "Timrå gymnasium", "Timrå"),
        ("språk", "HU25", "HU000", "Humanistiska programmet", "Hedbergska", "Sundsvall"),
        ("musik", "ES25", "ESMUS", "Estetiska programmet, musik", "Härnösands gymnasium", "Härnösand"),
        ("bild", "ES25", "ESBIL", "Estetiska programmet, bild", "Härnösands gymnasium", "Härnösand"),
        ("estet", "ES25", "ES000", "Estetiska programmet", "Parkskolan", "Örnsköldsvik"),
        (
            "hockey",
            "SA25",
            "SA000000N",
            "Samhällsvetenskapsprogrammet, nationellt godkänd idrottsutbildning",
            "Timrå gymnasium",
            "Timrå",
        ),
        (
            "IMV bygg",
            "IMV",
            "IMVBA",
            "Programinriktat val mot bygg- och anläggningsprogrammet",
            "Bobergsgymnasiet",
            "Ånge",
        ),
        (
            "IMY bygg",
            "IMY",
            "IMYBA",
            "Yrkesintroduktion mot bygg- och anläggningsprogrammet",
            "Bobergsgymnasiet",
            "Ånge",
        ),
    )
}


def best(query: str) -> list[str]:
    """Names of the offerings that meet every word, best first."""
    words = words_of(query)
    found = [(match(words, one), name) for name, one in OFFERINGS.items()]
    whole = [(one.points, name) for one, name in found if one.words == len(words)]
    return [name for _, name in sorted(whole, key=lambda pair: -pair[0])]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("el", "el"),
        ("EL", "el"),
        ("elektriker", "el"),
        ("frisor", "frisör"),
        ("Frisör", "frisör"),
        ("frissör", "frisör"),
        ("NA Sundsvall", "natur"),
        ("na25", "natur"),
        ("natur örnsköldsvik", "natur Ö-vik"),
        ("natur ornskoldvik", "natur Ö-vik"),
        ("naturvetenskap sunsvall", "natur"),
        ("djurskötare", "djur"),
        ("djur kramfors", "djur"),
        ("snickare Ånge", "bygg"),
        ("bygg ange", "bygg"),
        ("bygg lärling", "bygglärling"),
        ("apprentice carpenter", "bygglärling"),
        ("underskoterska", "vård"),
        ("vårdprogramet", "vård"),
        ("jag vill bli undersköterska", "vård"),
        ("ingenjör", "teknik"),
        ("hedbergska", "natur"),
        ("FRFRI", "frisör"),
        ("HED-NBDJU", "djur"),
        ("bygg&anläggning", "bygg"),
        ("frisør", "frisör"),
        ("fris;r", "frisör"),
        ("v[rd", "vård"),
        ("m'leri", "bygg"),
        ("hårdvara", "el"),
        ("EEELT", "el"),
        ("HA", "handel"),
        ("HV", "frisör"),
        ("läsa franska", "språk"),
        ("estet musik härnösand", "musik"),
        ("NIU", "hockey"),
        ("natur ö-vik", "natur Ö-vik"),
        ("natur övik", "natur Ö-vik"),
        ("ÖGY natur", "natur Ö-vik"),
        ("Härnösands gy", "musik"),
        ("IMY", "IMY bygg"),
    ],
)
def test_search_of_what_people_write_finds_what_they_mean_first(query, first):
    assert best(query)[0] == first


@pytest.mark.parametrize(
    ("query", "absent"),
    [
        ("el", "vård"),
        ("na", "djur"),
        ("frisör", "el"),
        ("bygg kramfors", "bygg"),
        ("xyzzy", "el"),
        ("musik", "bild"),
        ("IMV", "IMY bygg"),
        ("språkintroduktion", "IMV bygg"),
        ("it", "musik"),
        ("s", "djur"),
    ],
)
def test_search_of_a_word_does_not_find_what_has_nothing_of_it(query, absent):
    assert absent not in best(query)


def test_search_of_an_orientation_finds_a_programme_that_tells_of_none():
    assert best("musik") == ["musik", "estet"]


@pytest.mark.parametrize(
    ("query", "found"), [("f", {"frisör", "handel"}), ("hä", {"musik", "bild", "handel"})]
)
def test_search_of_a_letter_or_two_finds_what_begins_so(query, found):
    assert set(best(query)) == found


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("anpassad gymnasieskola", "adapted"),
        ("Språkintroduktion", "individual"),
        ("ima", "individual"),
        ("el", ""),
        ("", ""),
    ],
)
def test_elsewhere_of_what_nobody_chooses_here_says_which(query, what):
    assert elsewhere(query) == what


def test_match_that_is_not_plain_says_why():
    assert match(["frisor"], OFFERINGS["frisör"]).reasons == ()
    assert match(["NA"], OFFERINGS["natur"]).reasons == (Reason("code", "NA", "NA"),)
    assert match(["snickare"], OFFERINGS["bygg"]).reasons == (Reason("means", "snickare", "snickare"),)
    assert match(["sunsvall"], OFFERINGS["el"]).reasons == (Reason("spelling", "sunsvall", "Sundsvall"),)


def test_words_of_a_sentence_are_those_that_say_something():
    assert words_of("Jag vill läsa el i Sundsvall") == ("el", "Sundsvall")
    assert words_of("bygg&anläggning el+data") == ("bygg", "anläggning", "el", "data")
    assert words_of("program") == ()
    assert words_of("Skola") == ()
    assert words_of("  , / ") == ()


def test_simplified_text_has_no_accents():
    assert simplified("Örnsköldsviks GYMNASIUM – Å & é") == "ornskoldsviks gymnasium a e"
