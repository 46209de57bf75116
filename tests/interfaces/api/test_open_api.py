"""Every address of the open API answers what its description says, to sound and to odd questions."""

import csv
import io
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gemensam.domains.catalogue.models import OfferingFacts, OpenHouse, PastCutOff
from gemensam.domains.catalogue.services.remove_past_cut_offs import remove_past_cut_offs
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.domains.catalogue.services.save_past_cut_offs import CutOffRow, save_past_cut_offs
from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.foundation.access.declaration import Audience, Declaration
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.editions import Register, renew
from gemensam.foundation.directory.models import Organisation
from gemensam.interfaces.api.answers import EXCEL, refusal
from tests.factories.small_round import AT, SmallRound, make_small_round
from tests.interfaces.api.schemas import misfits

pytestmark = pytest.mark.django_db
NEEDED = {  # of the questions that cannot be asked without
    "on": "2027-03-01", "educationStart": "2025-08-18", "programme": "EE", "provider": "2281", "home": "2262",
}  # fmt: skip
ODD = [
    "",
    "-1",
    "0",
    "1e9",
    "9" * 30,
    "å",
    "\x00",
    "NA' OR 1=1--",
    "true",
    "null",
    "2027",
    "final",
    "%",
    "🙂" * 100,
]


@pytest.fixture
def small() -> SmallRound:
    made = make_small_round(applicants=1)
    for year, lowest in ((2025, Decimal("242.5")), (2026, None)):
        PastCutOff.objects.create(
            year=year, school_unit=made.school, study_path="NA", programme="NA", seats=30, median=Decimal(270),
            lowest=lowest, reason="" if lowest else "all_admitted", source="imported",
        )  # fmt: skip
    offering = made.offerings["NA-1"]
    OfferingFacts.objects.create(offering=offering, description="Nära skogen.")
    OpenHouse.objects.create(
        school_unit=made.school, starts=AT.replace(year=2099), ends=AT.replace(year=2100)
    )
    return made


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").json()


def check(client: Client, described: dict[str, Any], path: str, address: str) -> int:
    """Ask, and compare the answer with its description; return the status."""
    response = client.get(address)
    answers = described["paths"][path]["get"]["responses"]
    assert str(response.status_code) in answers, f"{address}: {response.status_code} is not described"
    media = response["Content-Type"].partition(";")[0]
    schema = answers[str(response.status_code)]["content"][media]["schema"]
    if media == EXCEL:
        assert schema == {"type": "string", "format": "binary"}
        assert response.content[:2] == b"PK"
    elif media == "text/csv":
        rows = list(csv.reader(io.StringIO(response.content.decode())))
        assert {len(row) for row in rows} == {len(rows[0])}
    else:
        assert list(misfits(response.json(), schema, described)) == []
    return response.status_code


def test_every_address_answers_as_described(client, small, described):
    values = {"{offering_id}": str(small.offerings["NA-1"].pk)}
    for path in described["paths"]:
        address = path
        for part, value in values.items():
            address = address.replace(part, value)
        asked = described["paths"][path]["get"].get("parameters", ())
        needed = {
            one["name"]: NEEDED[one["name"]] for one in asked if one["required"] and one["in"] == "query"
        }
        assert check(client, described, path, f"{address}?{urlencode(needed)}") == 200, path


@pytest.mark.slow
def test_every_address_with_odd_parameters_answers_as_described(client, small, described):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(data=st.data())
    def ask(path: str, data: st.DataObject) -> None:
        names = [one["name"] for one in described["paths"][path]["get"].get("parameters", ())]
        chosen = data.draw(st.dictionaries(st.sampled_from([*names, "okänd"]), st.sampled_from(ODD)))
        assert check(client, described, path, f"{path}?{urlencode(chosen)}") in {200, 422}

    for path in described["paths"]:
        if "{" not in path:
            ask(path)


def test_misfits_of_a_wrong_answer_finds_each():
    whole = {"components": {"schemas": {"Row": {"type": "object", "required": ["a"], "properties": {
        "a": {"type": "integer"}, "b": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}}}}  # fmt: skip
    row = {"$ref": "#/components/schemas/Row"}
    assert list(misfits({"a": 1, "b": None}, row, whole)) == []
    assert list(misfits({"b": 2, "c": 3}, row, whole)) == [
        "$: lacks a",
        "$: has c, which is not described",
        "$.b: fits none of [{'type': 'string'}, {'type': 'null'}]",
    ]
    assert list(misfits({"a": True}, row, whole)) == ["$.a: True is not integer"]


def test_page_of_a_collection_leads_to_the_next(client, small):
    first = client.get("/api/v1/offerings?size=2").json()
    assert ([one["code"] for one in first["items"]], first["total"]) == (["BA-1", "NA-1"], 3)
    last = client.get(first["next"]).json()
    assert ([one["code"] for one in last["items"]], last["next"]) == (["SA-1"], None)


@pytest.mark.parametrize(
    ("text", "codes"), [("na", ["NA-1"]), ("orgymnaset", ["BA-1", "NA-1", "SA-1"]), ("na xyzzy", [])]
)
def test_words_find_what_they_find_in_the_catalogue(client, small, text, codes):
    found = client.get("/api/v1/offerings", {"text": text}).json()["items"]
    assert [one["code"] for one in found] == codes


def test_past_cut_offs_as_json_and_csv_are_the_same_figures(client, small):
    items = client.get("/api/v1/past-cut-offs").json()["items"]
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/past-cut-offs.csv").content.decode())))
    assert [(one["year"], one["lowest"], one["notShownBecause"]) for one in items] == [
        (2026, None, "all_admitted"),
        (2025, 242.5, ""),
    ]
    assert [(row["year"], row["lowest"], row["notShownBecause"]) for row in rows] == [
        ("2026", "", "all_admitted"),
        ("2025", "242.5", ""),
    ]


def test_unknown_parameter_is_told_with_those_that_exist(client, small):
    answer = client.get("/api/v1/past-cut-offs?skola=1")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"][0]["where"] == "skola"
    assert "schoolUnitCode" in answer.json()["errors"][0]["message"]


def test_answer_that_the_asker_has_is_304_and_a_changed_one_is_200(client, small):
    tag = client.get("/api/v1/offerings")["ETag"]
    assert client.get("/api/v1/offerings", headers={"if-none-match": tag}).status_code == 304
    small.offerings["NA-1"].seats = 3
    small.offerings["NA-1"].save()
    assert client.get("/api/v1/offerings", headers={"if-none-match": tag}).status_code == 200


def saved(small: SmallRound, lowest: str, admitted: int = 30) -> None:
    """A year's figures as an import saves them."""
    row = CutOffRow(
        year=2024, school_unit_id=small.school.pk, study_path="NA", programme="NA", seats=30, admitted=admitted,
        lowest=Decimal(lowest), median=Decimal(280),
    )  # fmt: skip
    save_past_cut_offs(actor=small.officer, rows=[row], source="imported", at=AT)


def figures(client: Client) -> list[str]:
    """The lowest merit of 2024 in the whole file, as everyone gets it."""
    text = client.get("/api/v1/past-cut-offs.csv").content.decode()
    return [row["lowest"] for row in csv.DictReader(io.StringIO(text)) if row["year"] == "2024"]


def test_whole_file_is_made_once_and_never_old(client, small, django_assert_num_queries):
    """After every change that goes the usual way the next who asks gets it, without figures of few persons."""
    renew(*Register)
    assert figures(client) == []
    for lowest, admitted, shown in (("250", 30, ["250.0"]), ("255", 30, ["255.0"]), ("255", 2, [""])):
        saved(small, lowest, admitted)
        assert figures(client) == shown
        with django_assert_num_queries(1):
            assert figures(client) == shown
    remove_past_cut_offs(actor=small.officer, keys=[(small.school.school_unit_code, "NA", "", "2024")], at=AT)
    assert figures(client) == []


def test_whole_file_of_offerings_follows_offerings_and_organisations(
    client, small, django_assert_num_queries
):
    renew(*Register)
    address = "/api/v1/offerings.csv"
    before = client.get(address)
    with django_assert_num_queries(1):
        assert client.get(address).content == before.content
    row = OfferingRow("NA-1", {"title": "Natur med rymd"})
    save_offerings(actor=small.officer, year=small.offerings["NA-1"].year, rows=[row], at=AT)
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert (after.status_code, "Natur med rymd" in after.content.decode()) == (200, True)
    Organisation.objects.filter(pk=small.school.pk).update(display_name="Nya skolan")
    assert "Nya skolan" not in client.get(address).content.decode()  # a control: nobody has told of it
    renew(Register.ORGANISATIONS)
    assert "Nya skolan" in client.get(address).content.decode()


def test_narrowed_file_is_not_the_whole_one(client, small):
    renew(*Register)
    whole = client.get("/api/v1/past-cut-offs.csv").content.count(b"\r\n")
    assert (whole, client.get("/api/v1/past-cut-offs.csv?year=2025").content.count(b"\r\n")) == (3, 2)


def test_open_answer_may_be_kept_in_caches_and_read_from_any_page(client, small):
    answer = client.get("/api/v1/offerings")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.head("/api/v1/offerings").status_code == 200


@pytest.mark.parametrize(
    "path", ["offerings", "offerings?size=0", "offerings/x", "", "finns-inte", "offerings.csv"]
)
def test_every_answer_may_be_read_by_scripts_of_other_pages(client, small, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.status_code == 200 or answer["Content-Type"] == "application/problem+json"


def test_beginning_of_the_api_leads_to_its_description(client, small, described):
    assert client.get(client.get("/api/v1/").json()["description"]).json() == described


def test_tag_can_be_sent_back_by_scripts_of_other_pages(client, small):
    asked = client.options("/api/v1/offerings", headers={"access-control-request-headers": "if-none-match"})
    assert (asked.status_code, asked["Access-Control-Allow-Headers"]) == (204, "Accept, If-None-Match")
    assert (asked["Allow"], asked["Access-Control-Allow-Origin"]) == ("GET, HEAD, OPTIONS", "*")
    first = client.get("/api/v1/offerings")
    assert first["Access-Control-Expose-Headers"] == "ETag"
    again = client.get("/api/v1/offerings", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")


def test_stored_median_of_an_unknown_number_is_in_no_answer(client, small):
    shown = {2025: 270.0, 2026: None}  # all were admitted in 2026, the table does not say how many
    items = client.get("/api/v1/past-cut-offs").json()["items"]
    assert {one["year"]: one["median"] for one in items} == shown
    offering = client.get(f"/api/v1/offerings/{small.offerings['NA-1'].pk}").json()
    assert {one["year"]: one["median"] for one in offering["pastCutOffs"]} == shown


def test_excel_holds_the_same_rows_as_json(client, small):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/api/v1/past-cut-offs.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    items = client.get("/api/v1/past-cut-offs").json()["items"]
    at = rows[0].index
    assert [(row[at("year")], row[at("lowest")]) for row in rows[1:]] == [
        (one["year"], one["lowest"]) for one in items
    ]


@pytest.mark.parametrize(
    ("query", "where", "message"),
    [
        (
            "offerings?municipalityCode=Sundsvall",
            "municipalityCode",
            "Skriv kommunkoden med fyra siffror, till exempel 2281.",
        ),
        ("offerings?schoolUnitCode=12", "schoolUnitCode", "Skriv skolenhetskoden med åtta siffror."),
        ("offerings?text=%00", "text", "Ta bort tecken som inte hör hemma i en text."),
        ("cut-offs?round=sista", "round", "Skriv något av detta: preliminary, final, reserve."),
        (
            "right-price?on=2026-13-01&educationStart=2025-08-18&programme=EE&provider=2281&home=2262",
            "on",
            "Skriv ett datum som år-månad-dag, till exempel 2026-10-15.",
        ),
    ],
)
def test_parameter_that_cannot_be_read_is_told_with_what_to_write(client, small, query, where, message):
    answer = client.get(f"/api/v1/{query}")
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"where": where, "message": message}])


def test_offering_that_does_not_exist_is_a_problem_404(client, small):
    answer = client.get("/api/v1/offerings/00000000-0000-0000-0000-000000000000")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_resource_for_a_permission_is_refused_to_someone_without_it(rf):
    guarded = Declaration(Audience.PERMISSION, frozenset({Permission.ROUND_READ}), ("GET",))
    request = rf.get("/api/v1/x")
    request.actor = ANONYMOUS
    assert refusal(guarded, request).status_code == 403
    request.actor = make_small_round(applicants=1).officer
    assert refusal(guarded, request) is None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/api/v1/offerings", 5), ("/api/v1/past-cut-offs", 2), ("/api/v1/cut-offs", 2)]
)
def test_collection_of_any_length_takes_the_same_queries(
    client, small, django_assert_num_queries, path, queries, count
):
    client.get("/api/v1/offerings?size=1")  # what every process keeps is read once
    with django_assert_num_queries(queries):
        client.get(f"{path}?size={count}")


def test_page_on_open_data_names_every_address_and_parameter(client, small, described):
    page = client.get("/oppna-data/").content.decode()
    for path, methods in described["paths"].items():
        assert path in page
        assert all(
            one["name"] in page for one in methods["get"].get("parameters", ()) if one["in"] == "query"
        )
    assert page.count("Måste finnas i frågan.") == len(NEEDED)
    assert "right-price?size=10" not in page  # a link to a fault
    assert "past-cut-offs?size=10" in page
