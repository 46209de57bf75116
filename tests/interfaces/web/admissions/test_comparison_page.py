"""The page of the comparison: everyone with another result, narrowed by what happened and why, and as Excel."""

import io

import openpyxl
import pytest
from django.test import Client

from gemensam.domains.admissions.models import AllocationRun
from gemensam.foundation.access.models import Account
from tests.factories.small_county import prepare
from tests.factories.small_round import AT, SmallRound, account_for, make_small_round

CHANGES = [
    {"applicant": "r000", "turn": "gained", "before": "SA-1", "after": "NA-1", "causes": ["merit:raised"]},
    {"applicant": "r001", "turn": "lost", "before": "NA-1", "after": "", "causes": ["others:changed"]},
    {"applicant": "r002", "turn": "lost", "before": "NA-1", "after": "SA-1", "causes": ["merit:lowered", "others:changed"]},
    {"applicant": "r003", "turn": "moved", "before": "NA-1", "after": "BA-1", "causes": ["others:changed"],
     "roots": ["grades:others", "seats"], "together": True},
    {"applicant": "gone", "turn": "withdrawn", "before": "XX-1", "after": "", "causes": []},
]  # fmt: skip


@pytest.fixture(scope="module")
def made(module_database: None) -> SmallRound:
    small = make_small_round()
    run = prepare(small.officer, small.round.pk, at=AT)
    AllocationRun.objects.filter(pk=run.pk).update(comparison={"previous": str(run.pk), "changes": CHANGES})
    return small


@pytest.fixture
def page(client: Client, db: None, made: SmallRound) -> str:
    client.force_login(Account.objects.get(pk=account_for(made.officer)))
    return f"/antagning/{made.round.pk}/jamforelse/"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["r000", "r001", "r002", "r003", "gone"]),
        ("vad=lost", ["r001", "r002"]),
        ("orsak=others:changed", ["r001", "r002"]),
        ("vad=lost&orsak=merit:lowered", ["r002"]),
        ("vad=nonsense", ["r000", "r001", "r002", "r003", "gone"]),
        ("orsak=seats", ["r003"]),
        ("orsak=unexplained", []),
    ],
)
def test_list_of_changes_with_each_filter_holds_what_matches(
    client: Client, page: str, query: str, expected: list[str]
):
    assert [line.reference for line in client.get(f"{page}?{query}").context["lines"]] == expected


def test_change_leads_to_the_applicant_and_names_both_places(client: Client, page: str, made: SmallRound):
    answer = client.get(page)
    first, *_, last = answer.context["lines"]
    assert first.id == made.applications[0].pk
    assert (first.before, first.after) == ("Program SA-1, Örgymnasiet", "Program NA-1, Örgymnasiet")
    assert (last.id, last.before) == (None, "XX-1")  # neither is in the register any more
    assert f"/sokande/{made.applications[0].pk}/" in answer.content.decode()


def test_change_whose_causes_were_found_by_running_again_tells_them(client: Client, page: str):
    line = client.get(f"{page}?vad=moved").context["lines"][0]
    assert line.causes == ("Någon annans betyg", "Platser eller inställd utbildning")
    assert line.together


def test_picture_counts_each_change_once_by_its_first_cause(client: Client, page: str):
    chart = client.get(page).context["chart"]
    rows = dict(chart.rows())
    assert rows == {
        "Någon annans betyg": [0, 0, 1],
        "Eget meritvärde har höjts": [1, 0, 0],
        "Eget meritvärde har sänkts": [0, 1, 0],
        "Andra sökandes ändringar": [0, 1, 0],
    }


def test_changes_as_excel_hold_references_and_no_names(client: Client, page: str):
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{page}?vad=lost&format=xlsx").content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows] == ["Ansökan", "r001", "r002"]
    assert rows[2][4] == "Eget meritvärde har sänkts; Andra sökandes ändringar"
    assert not [row for row in rows if "Elev" in " ".join(map(str, row))]
