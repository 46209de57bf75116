"""Scenarios 1, 2, 3, 5 and 27 of domain/admissions.md §9, through the page and through the rule."""

from fractions import Fraction
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from gemensam.domains.admissions.queries.simulation import simulate
from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.interfaces.web.simulator.answers import answer
from gemensam.interfaces.web.simulator.sheet import COMPULSORY, sheet_of_query
from gemensam.interfaces.web.simulator.starting import start_of
from tests.conftest import NOW


def sheet(letter: str, **other: str) -> dict[str, str]:
    """All sixteen at the letter, others as said; "" = not filled in."""
    return {code: value for code, value in (dict.fromkeys(COMPULSORY, letter) | other).items() if value}


def asked(**values: str) -> QueryDict:
    return QueryDict(urlencode(values))


def outcome(values: dict[str, str]):
    """The simulation of what was tapped in, and what the page says of it."""
    found = start_of(ANONYMOUS, asked(**values), now=NOW).simulation()
    return found, answer(found)


def page(client: Client, values: dict[str, str]) -> str:
    response = client.get("/meritvarde/", values)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def line(lines, name: str):
    return next(one for one in lines if one.name.startswith(name))


def test_scenario_1_sixteen_c_and_a_language_at_a_give_260(db, client):
    values = sheet("C", M2="A")
    found, said = outcome(values)
    assert (found.merit.value, found.merit.bonus.subject) == (Fraction(260), "M2")
    assert (said["sixteen"], said["bonus"].points, said["highest"]) == (240, 20, 340)
    text = page(client, values)
    assert "<strong>260,00</strong>" in text
    assert "Nummer 17: Moderna språk, språkval <strong>A</strong>" in text


def test_scenario_2_mother_tongue_replaces_a_fail_and_the_most_is_320(db, client):
    values = sheet("A", BL="F", ML="A")
    found, said = outcome(values)
    assert (found.merit.value, found.merit.bonus, said["highest"]) == (Fraction(320), None, 320)
    assert said["left_out"] == [("Bild", "F")]
    assert "<strong>320,00</strong>" in page(client, values)


def test_scenario_3_without_english_ba_is_closed_and_the_page_names_english(db, client):
    """Sv E, En F, Ma E and four others passed."""
    values = {"SV": "E", "EN": "F", "MA": "E", "BL": "E", "MU": "E", "SL": "E", "TK": "E"}
    found, said = outcome(values)
    building = line(said["vocational"], "Bygg")
    towards = line(said["introduction"], "Programinriktat val mot ett yrkes")
    assert (building.eligible, building.missing) == (
        False,
        ("Engelska saknas", "1 godkänt betyg till behövs"),
    )
    assert (towards.eligible, towards.missing) == (True, ())
    text = page(client, values)
    assert "Engelska saknas" in text
    assert "kan du söka dispens i ansökan" in text
    assert "söka dispens" not in page(client, sheet("C"))
    assert found.introduction[0].obstacles == ()


def test_scenario_5_without_history_sa_is_closed_and_es_open(db, client):
    values = {"SV": "E", "EN": "E", "MA": "E", "GE": "E", "HI": "F", "RE": "E", "SH": "E"}
    values |= {"BI": "E", "FY": "E", "KE": "E", "TK": "E", "BL": "E", "HKK": "E"}  # twelve passes
    _found, said = outcome(values)
    society, arts = line(said["higher"], "Samhälls"), line(said["higher"], "Estetiska")
    assert (society.eligible, society.missing) == (False, ("Historia saknas",))
    assert arts.eligible
    assert "Historia saknas" in page(client, values)


def test_scenario_27_one_who_turns_twenty_is_pointed_to_komvux(db, client):
    values = sheet("A", fyller20="1")
    _found, said = outcome(values)
    assert not any(one.eligible for one in (*said["vocational"], *said["higher"]))
    text = page(client, values)
    assert "Du fyller 20 år eller mer det år utbildningen börjar" in text
    assert "vuxenutbildningen (komvux)" in text
    assert "vuxenutbildningen (komvux)" not in page(client, sheet("A"))


def test_simulator_with_a_combined_grade_counts_it_three_times_and_leaves_out_its_subjects(db):
    """M9 of the fact sheet: sv C, en B, ma D, six others C, NO C and SO D give 230.0."""
    values = {"SV": "C", "EN": "B", "MA": "D", "NO": "C", "SO": "D", "BI": "F"}
    values |= dict.fromkeys(("BL", "HKK", "IDH", "MU", "SL", "TK"), "C")
    found, said = outcome(values)
    assert (found.merit.value, sheet_of_query(asked(**values)).filled) == (Fraction(230), 16)
    assert line(said["higher"], "Naturvetenskaps").eligible


def test_simulator_with_swedish_as_a_second_language_counts_it_once(db):
    found, said = outcome(sheet("E", sva="1"))
    assert (found.merit.value, line(said["higher"], "Ekonomi").eligible) == (Fraction(160), True)
    assert any(one.grade.subject == "SVA" for one in found.merit.counted)


def test_simulator_with_the_scale_before_2011_counts_it_and_keeps_its_buttons(db, client):
    letters = ["G"] * 8 + ["VG"] * 5 + ["MVG"] * 3  # M15
    values = {**dict(zip(COMPULSORY, letters, strict=True)), "M2": "VG", "aldre": "1"}
    found, _ = outcome(values)
    assert found.merit.value == Fraction(230)
    assert all(one.eligible for one in found.national)
    shown = page(client, values)
    assert '<input type="hidden" name="aldre" value="1">' in shown
    assert 'name="SV" value="MVG"' in shown
    plain = page(client, sheet("C"))
    assert 'name="aldre" value="1"' in plain
    assert 'value="MVG"' not in plain
    del values["aldre"]
    assert outcome(values)[0].merit.value == 0


def test_simulator_tells_what_one_grade_more_gives(db, client):
    values = sheet("A", EN="E", MA="F")
    _found, said = outcome(values)
    assert [(one.name, one.raised, one.gain) for one in said["steps"]] == [
        ("Matematik", "E", Fraction(10)), ("Engelska", "D", Fraction("2.5")),
    ]  # fmt: skip
    assert "F → E" in page(client, values)


def test_simulator_with_a_grade_that_does_not_exist_says_so_and_counts_the_rest(db, client):
    text = page(client, {"MA": "Z", "EN": "A"})
    assert "Z är inget betyg i matematik" in text
    assert "<strong>20,00</strong>" in text


def test_simulator_without_grades_shows_no_programmes(db, client):
    text = page(client, {})
    assert "Börja trycka på dina betyg" in text
    assert "Program du kan komma in på" not in text


def test_simulator_live_sends_only_what_is_below_the_grades(db, client):
    response = client.get("/meritvarde/", sheet("C"), headers={"HX-Request": "true"})
    text = response.content.decode()
    assert (text.lstrip()[:22], "<html" in text) == ('<div id="resultat" cla', False)
    assert 'id="meritrad"' in text


@pytest.mark.parametrize("year", [2027, 2031])
def test_simulate_without_an_office_follows_the_rules_in_force(db, year):
    assert simulate((), year=year).merit.value == 0
