"""The public catalogue: search, filters, the page of an offering, comparison; the same number of queries always."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client

from gemensam.domains.catalogue.models import Offering, OfferingFacts, OpenHouse, PastCutOff
from gemensam.foundation.directory.editions import Register, renew
from tests.factories.small_round import AT, YEAR, SmallRound, make_small_round, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallRound:
    made = make_small_round(applicants=1)
    organisation("Timrå", "municipality", municipality_code="2262")
    names = {
        "NA-1": "Naturvetenskapsprogrammet",
        "SA-1": "Samhällsvetenskapsprogrammet",
        "BA-1": "Bygg- och anläggningsprogrammet, lärling",
    }
    for code, title in names.items():
        made.offerings[code].title = title
        made.offerings[code].save()
    Offering.objects.filter(code="BA-1").update(
        study_path="BA0000L00", skill_test="adds", national_intake=True
    )
    for year, lowest in ((2024, "235"), (2025, "242.5"), (2026, None)):
        PastCutOff.objects.create(
            year=year, school_unit=made.school, study_path="NA", programme="NA", seats=30, median=Decimal(270),
            first_choice_applicants=44, lowest=lowest and Decimal(lowest), reason="" if lowest else "all_admitted",
            source="imported",
        )  # fmt: skip
    return made


def titles(client: Client, query: str) -> list[str]:
    page = client.get(f"/utbildningar/{query}")
    return [line.code for line in page.context["lines"]]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["BA-1", "NA-1", "SA-1"]),
        ("?sok=na", ["NA-1"]),
        ("?sok=snickare+sunsvall", ["BA-1"]),
        ("?sok=laerling", ["BA-1"]),
        ("?sok=larling", ["BA-1"]),
        ("?sok=jag+vill+g%C3%A5+programmet", ["BA-1", "NA-1", "SA-1"]),
        (f"?sok={'x' * 300}", []),
        ("?sok=na%00", ["NA-1"]),
        ("?kommun=2281&typ=vocational", ["BA-1"]),
        ("?typ=higher_education", ["NA-1", "SA-1"]),
        ("?program=SA", ["SA-1"]),
        ("?skola=99228101&prov=yes", ["BA-1"]),
        ("?prov=no", ["NA-1", "SA-1"]),
        ("?huvudman=independent", []),
        ("?huvudman=public&larling=on", ["BA-1"]),
        ("?riks=on", ["BA-1"]),
        ("?lediga=on", []),  # nothing is published
        ("?kommun=9999&typ=okänt&ordning=x", ["BA-1", "NA-1", "SA-1"]),
        ("?hem=2262&ordning=nara", ["BA-1", "NA-1", "SA-1"]),
    ],
)
def test_list_with_words_and_filters_shows_those_that_match(client, small, query, codes):
    assert titles(client, query) == codes


def test_list_with_a_misspelt_place_tells_how_it_was_read(client, small):
    page = client.get("/utbildningar/?sok=natur+sunsvall").content.decode()
    assert "”sunsvall” lästes som ”Sundsvall”." in page


def test_list_where_no_offering_has_every_word_shows_those_with_some_and_says_so(client, small):
    page = client.get("/utbildningar/?sok=natur+xyzzy")
    assert [line.code for line in page.context["lines"]] == ["NA-1"]
    assert "Ingen har alla orden." in page.content.decode()


def test_list_without_a_hit_says_what_to_try(client, small):
    page = client.get("/utbildningar/?sok=xyzzy").content.decode()
    assert "Ingen utbildning matchar" in page


def test_list_from_another_place_tells_the_straight_line(client, small):
    assert "11 km fågelvägen" in client.get("/utbildningar/?hem=2262").content.decode()


def test_list_as_excel_has_three_years_back(client, small):
    answer = client.get("/utbildningar/?sok=natur&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][-3:] == ("Lägsta antagna 2026", "Lägsta antagna 2025", "Lägsta antagna 2024")
    assert rows[1][-3:] == (None, 242.5, 235)


def test_offering_page_tells_all_that_the_law_and_the_reader_ask_for(client, small):
    offering = small.offerings["NA-1"]
    OfferingFacts.objects.create(
        offering=offering, description="Nära skogen.", travel="Buss 4.", leads_to_work="Geolog."
    )
    OpenHouse.objects.create(
        school_unit=small.school, starts=AT.replace(year=2099), ends=AT.replace(year=2100)
    )
    page = client.get(f"/utbildningar/{offering.pk}/?hem=2262").content.decode()
    for told in (
        "Nära skogen.", "Geolog.", "grundläggande behörighet till högskolan", "Buss 4.", "2099", "242,50",
        "alla behöriga fick plats", "11 km fågelvägen från Timrå", "lottning", "Sökande från samverkansområdet går före andra.",
    ):  # fmt: skip
        assert told in page, told


def test_offering_page_in_english_is_english_where_the_school_has_said_so(client, small):
    offering = small.offerings["NA-1"]
    OfferingFacts.objects.create(offering=offering, description="Nära skogen.")
    client.cookies["sprak"] = "en"
    assert '<p lang="sv">Nära skogen.</p>' in client.get(f"/utbildningar/{offering.pk}/").content.decode()
    OfferingFacts.objects.create(offering=offering, language="en", description="By the woods.")
    page = client.get(f"/utbildningar/{offering.pk}/").content.decode()
    assert "By the woods." in page
    assert "Nära skogen." not in page


def test_comparison_shows_what_the_address_says_in_its_order_and_at_most_four(client, small):
    page = client.get("/utbildningar/jamfor/?u=SA-1&u=NA-1&u=SA-1&u=finns-inte&u=inte-heller&u=BA-1")
    assert [one["row"].code for one in page.context["offerings"]] == ["SA-1", "NA-1"]  # BA-1 is the fifth
    page = client.get("/utbildningar/jamfor/?u=SA-1&u=NA-1&u=BA-1")
    assert [one["row"].code for one in page.context["offerings"]] == ["SA-1", "NA-1", "BA-1"]
    assert "242,50" in page.content.decode()


def test_comparison_of_nothing_says_how_to_choose(client, small):
    assert "Du har inte valt någon utbildning" in client.get("/utbildningar/jamfor/").content.decode()


def test_choice_for_comparison_goes_along_in_every_link_of_the_list(client, small):
    page = client.get("/utbildningar/?u=NA-1&kommun=2281").content.decode()
    assert "/utbildningar/jamfor/?u=NA-1" in page
    assert '<input type="hidden" name="u" value="NA-1">' in page
    assert "?u=NA-1&amp;u=SA-1&amp;kommun=2281" in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/utbildningar/", 7), ("/utbildningar/?sok=sundsvall", 7), ("/utbildningar/?sok=sundsvall&huvudman=public", 8),
     ("/utbildningar/jamfor/?u=NA-1&u=SA-1&u=BA-1", 10)],
)  # fmt: skip
def test_page_with_any_number_of_offerings_takes_the_same_queries(
    client, small, django_assert_num_queries, path, queries, count
):
    Offering.objects.exclude(code__in=["NA-1", "SA-1", "BA-1"][:count]).update(year=2000)
    renew(*Register)
    client.get(path)  # prepares
    with django_assert_num_queries(queries):
        client.get(path)


def test_offering_page_takes_a_fixed_number_of_queries(client, small, django_assert_num_queries):
    with django_assert_num_queries(10):
        client.get(f"/utbildningar/{small.offerings['NA-1'].pk}/")
    assert small.offerings["NA-1"].year == YEAR


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?sok=anpassad+gymnasieskola", "Till anpassad gymnasieskola söker du hos din hemkommun"),
        ("?sok=spr%C3%A5kintroduktion", "söker du inte med ett val"),
        ("?sok=frisör&huvudman=independent", "Sök samma ord utan att begränsa"),
    ],
)
def test_search_without_hits_tells_what_to_do_next(client, small, query, told):
    assert told in client.get(f"/utbildningar/{query}").content.decode()
    assert told not in client.get("/utbildningar/?sok=xyzzy").content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?u=NA-1&u=BORTA", "En utbildning i länken finns inte längre"),
        ("?u=BORTA", "En utbildning i länken finns inte längre"),
        ("?u=NA-1&u=SA-1&u=BA-1&u=X&u=Y", "Här visas de 4 första."),
    ],
)
def test_comparison_that_lacks_something_of_its_link_says_so(client, small, query, told):
    assert told in client.get(f"/utbildningar/jamfor/{query}").content.decode()
    assert told not in client.get("/utbildningar/jamfor/?u=NA-1").content.decode()


AREA, EVERYONE = "Sökande från samverkansområdet går före andra.", "alla tävlar på samma villkor"


@pytest.mark.parametrize(
    ("changes", "told", "not_told"),
    [
        ({}, AREA, EVERYONE),
        ({"national_intake": True}, EVERYONE, AREA),
        ({"free_quota_seats": 1}, "1 plats är fri kvot", "med högst provpoäng"),
        ({"test_seats": 1, "skill_test": "adds"}, "1 plats går till den med högst provpoäng.", "fri kvot"),
        ({"skill_test": "required"}, "Du måste vara godkänd på färdighetsprovet", "med högst provpoäng"),
        ({"pool": "X", "pool_seats": 7}, "Tillsammans har de 7 platser.", "fri kvot"),
        ({"programme": "IMA", "base_programme": ""}, "Platserna fördelas inte efter betyg.", "högst meritvärde går"),
    ],
)  # fmt: skip
def test_offering_page_tells_how_its_own_seats_are_filled(client, small, changes, told, not_told):
    Offering.objects.filter(code="NA-1").update(**changes)
    page = client.get(f"/utbildningar/{small.offerings['NA-1'].pk}/").content.decode()
    chosen = page[page.index("Så väljs du ut") : page.index("Dela eller spara")]
    assert told in chosen
    assert not_told not in chosen
