"""The prepared search: the same answer as comparing each offering in turn, and never an old one."""

import gc
import random

import pytest

from gemensam.domains.catalogue.queries import Wanted, prepared, prepared_supply, search
from gemensam.domains.catalogue.searching.index import SearchIndex
from gemensam.domains.catalogue.searching.matching import Searched, match, words_of
from gemensam.domains.catalogue.services.remove_offerings import remove_offerings
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.foundation.directory.editions import Register, renew
from gemensam.foundation.directory.models import Edition, Organisation
from gemensam.foundation.directory.rows import OrganisationRow
from gemensam.foundation.directory.services.save_organisations import save_organisations
from tests.factories.small_round import AT, YEAR, SmallRound, make_small_round

TITLES = {
    "EE": "El- och energiprogrammet, elteknik", "FR": "Frisör- och stylistprogrammet",
    "NA": "Naturvetenskapsprogrammet", "NB": "Naturbruksprogrammet, djurvård", "BA": "Bygg- och anläggningsprogrammet",
    "IMY": "Yrkesinriktat val mot bygg", "IMS": "Språkintroduktion", "SA": "Samhällsvetenskapsprogrammet", "ES": "Estetiska programmet, dans", "IN": "Industritekniska programmet", "": "",
}  # fmt: skip
PLACES = {
    "Sundsvall": "Hedbergska",
    "Örnsköldsvik": "Parkgymnasiet",
    "Härnösand": "Fria läroverken",
    "": "Naturskolan",
}
ASKED = (
    "el", "NA", "na25", "im", "imy", "natur", "naturbruk sundsvall", "frisor", "frissör harnosand", "språk", "bygg", "NA000",
    "BA0000L", "0-NA-Sundsvall", "lärling bygg", "snickare örnsköldsvik", "zzzz", "natur zzzz", "000",
    "el el", "hedbergska natur", "e-handel", "läroverken fria natur el",
    "övik", "flh el", "n", "musik", "svetsare", "sprint", "HA",
)  # fmt: skip


def made_up() -> list[Searched]:
    """Every kind of offering in every place, in an order that says nothing."""
    found = [
        Searched(
            programme=f"{letters}25" if len(letters) == 2 else letters,
            base_programme="BA25" if letters == "IMY" else "",
            study_path=f"{letters}000{'0L' if lots else ''}" if len(letters) == 2 else "",
            code=f"{lots}-{letters}-{place}",
            title=title,
            school=school,
            municipality=place,
            apprenticeship=bool(lots),
        )
        for letters, title in TITLES.items()
        for place, school in PLACES.items()
        for lots in (0, 1)
    ]
    random.Random(7).shuffle(found)
    return found


@pytest.mark.parametrize("among", [None, range(0, 70, 3), ()])
def test_ranked_gives_what_comparing_each_offering_gives(among):
    offerings = made_up()
    index = SearchIndex(offerings)
    for text in ASKED:
        words = words_of(text)
        asked = range(len(offerings)) if among is None else among
        each = {position: match(words, offerings[position]) for position in asked}
        hits = [position for position, one in each.items() if one.words]
        whole = [position for position in hits if each[position].words == len(words)]
        expected = sorted(whole or hits, key=lambda position: (-each[position].words, -each[position].points))
        ranked = index.ranked(words, among)
        assert (text, ranked.positions) == (text, tuple(expected))
        assert (text, ranked.whole) == (text, bool(whole))
        assert ranked.reasons == {pk: each[pk].reasons for pk in expected if each[pk].reasons}


@pytest.fixture
def small(db: None) -> SmallRound:
    made = make_small_round(applicants=1)
    renew(*Register)
    return made


def codes(text: str) -> list[str]:
    supply = prepared_supply(YEAR)
    found = search(ANONYMOUS, Wanted(YEAR, text), supply)
    by_id = dict(zip(supply.ids, supply.index.offerings, strict=True))
    return [by_id[pk].code for pk in found.ids]


def test_prepared_supply_is_kept_until_an_offering_is_changed_added_or_removed(
    small, django_assert_num_queries
):
    about = {"actor": small.officer, "year": YEAR, "at": AT}
    assert codes("BA-1") == ["BA-1"]
    with django_assert_num_queries(1):
        kept = prepared_supply(YEAR)
    assert prepared_supply(YEAR) is kept
    save_offerings(**about, rows=[OfferingRow("BA-1", {"title": "Kristallografi"})])
    assert prepared_supply(YEAR) is not kept
    assert codes("kristallografi") == ["BA-1"]
    unit = str(small.school.pk)
    values = {"title": "Astrologi", "school_unit": unit, "programme": "NA25", "planned_seats": 1, "seats": 1}
    save_offerings(**about, rows=[OfferingRow("X-1", values)])
    assert codes("astrologi") == ["X-1"]
    remove_offerings(**about, codes=["X-1"])
    assert codes("astrologi") == []


def test_prepared_supply_is_made_anew_when_a_school_has_a_new_name(small):
    assert codes("Månskolan") == []
    row = OrganisationRow(
        organisation_id=small.school.pk, display_name="Månskolan", organisation_type="school_unit"
    )
    save_organisations(actor=small.officer, organisations=[row], at=AT)
    assert codes("Månskolan") == ["BA-1", "NA-1", "SA-1"]


def test_prepared_supply_of_a_register_without_an_edition_is_not_kept(small):
    Edition.objects.filter(register=Register.ORGANISATIONS).delete()
    assert codes("Månskolan") == []
    Organisation.objects.filter(pk=small.school.pk).update(display_name="Månskolan")
    assert codes("Månskolan") == ["BA-1", "NA-1", "SA-1"]


def test_prepared_supply_with_editions_does_not_see_what_nobody_told_of(small):
    """The control: without a new edition what is kept is what is given."""
    assert codes("Månskolan") == []
    Organisation.objects.filter(pk=small.school.pk).update(display_name="Månskolan")
    assert codes("Månskolan") == []


@pytest.mark.parametrize(("large", "is_set_aside"), [(1, True), (1000, False)])
def test_prepared_supply_that_is_large_is_set_aside_from_the_collector(
    small, monkeypatch, large, is_set_aside
):
    gc.unfreeze()
    monkeypatch.setattr(prepared, "_LARGE", large)
    try:
        prepared._prepare(YEAR)
        assert (gc.get_freeze_count() > 0) == is_set_aside
    finally:
        gc.unfreeze()
