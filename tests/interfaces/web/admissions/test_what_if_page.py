"""The page that tries other seats: an ordinary form, figures with their change, pictures, Excel; nothing is stored."""

import io

import openpyxl
import pytest
from django.test import Client

from gemensam.domains.admissions.models import AdmissionRound, AllocationRun, Application
from gemensam.domains.catalogue.inputs import provider_code
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.web.admissions import what_if_form
from gemensam.rules.selection import TIE_BREAK_RULES
from tests.factories.small_county import TODAY, SmallCounty, make_small_county, prepare
from tests.factories.small_round import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FAR = "2260"


@pytest.fixture(scope="module")
def county(module_database: None) -> SmallCounty:
    """The one with the highest merit lives where nobody is received first hand from."""
    county = make_small_county()
    organisation("Ånge", "municipality", municipality_code=FAR)
    Application.objects.filter(pk=county.small.applications[0].pk).update(home_municipality=FAR)
    prepare(county.small.officer, county.final.pk, at=TODAY)
    return county


@pytest.fixture
def page(client: Client, county: SmallCounty) -> str:
    client.force_login(county.accounts[Role.OFFICE_OFFICER])
    return f"/antagning/{county.final.pk}/tank-om/"


def labels(answer) -> dict[str, tuple[str, str]]:
    return {one["label"]: (one["value"], one.get("note", "")) for one in answer.context["figures"]}


def test_page_without_changes_runs_nothing_and_has_a_field_for_each_programme(client: Client, page: str):
    answer = client.get(page)
    assert answer.context["found"] is None
    assert [name for name in answer.context["form"].fields if name.startswith("platser_")] == [
        "platser_BA25", "platser_EK25", "platser_NA25", "platser_SA25",
    ]  # fmt: skip
    assert 'data-slider="yes"' in answer.content.decode()


def test_page_with_fewer_seats_tells_who_loses(client: Client, page: str):
    answer = client.get(page, {"platser_EK25": "-2"})
    found = answer.context["found"]
    assert found.everyone.after.admitted - found.everyone.before.admitted == int(
        labels(answer)["Antagna"][1].replace("−", "-").replace("oförändrat", "0")
    )
    assert found.programmes["EK25"].after.seats == found.programmes["EK25"].before.seats - 2
    assert found.worse > 0
    assert "format=xlsx" in answer.content.decode()
    assert sum(pair.after.applicants for pair in found.sexes.values()) == found.everyone.after.applicants
    assert [chart.title for chart in answer.context["charts"]] == [
        "Antagna per program", "Utan plats per hemkommun", "Förstahandsval efter kön",
    ]  # fmt: skip


def test_page_with_an_offering_left_out_moves_its_applicants(client: Client, page: str):
    found = client.get(page, {"installd": "EK-1"}).context["found"]
    assert (found.programmes["EK25"].after.admitted, found.programmes["EK25"].after.seats) == (0, 0)


def test_page_with_what_cannot_be_says_so_in_plain_words(client: Client, page: str):
    answer = client.get(page, {"platser_EK25": "-60"})
    assert (
        "Program EK-1, Örgymnasiet skulle få färre än noll platser. Minska mindre." in answer.content.decode()
    )
    assert answer.content.decode().count("Det går inte att räkna") == 1
    assert answer.context["found"] is None


def test_page_with_a_number_out_of_range_is_told_at_its_field(client: Client, page: str):
    answer = client.get(page, {"platser_EK25": "5000"})
    assert list(answer.context["form"].errors) == ["platser_EK25"]


def test_page_as_excel_has_three_sheets(client: Client, page: str):
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(page, {"platser_EK25": "1", "format": "xlsx"}).content)
    )
    assert book.sheetnames == ["Program", "Hemkommun", "Antagningsgränser"]
    rows = list(book["Program"].iter_rows(values_only=True))
    assert rows[0] == (
        "Program",
        "Platser, nu",
        "Platser, då",
        "Antagna, nu",
        "Antagna, då",
        "Lediga, nu",
        "Lediga, då",
    )
    assert next(row for row in rows if row[0] == "EK25")[1:3] == (6, 7)


def test_trying_changes_nothing_that_is_stored(client: Client, page: str, county: SmallCounty):
    before = (
        list(AllocationRun.objects.order_by("pk").values()),
        AdmissionRound.objects.get(pk=county.final.pk).state,
    )
    client.get(page, {"platser_EK25": "-2"})
    after = (
        list(AllocationRun.objects.order_by("pk").values()),
        AdmissionRound.objects.get(pk=county.final.pk).state,
    )
    assert before == after


def test_page_is_not_there_for_those_outside_the_office(client: Client, page: str, county: SmallCounty):
    client.force_login(county.accounts[Role.SCHOOL_HEAD])
    assert client.get(page, {"platser_EK25": "1"}).status_code in {403, 404}


def test_page_with_another_rule_for_equal_merit_is_what_the_file_of_changes_gives(
    client: Client, page: str, county: SmallCounty
):
    """All twelve want EK-1 first and no two have the same merit: their own list decides nothing, so lots change nothing."""
    found = client.get(page, {"rangordning": "sjuharad"}).context["found"]
    assert (found.better, found.worse) == (0, 0)
    form = client.get(page, {"rangordning": "sjuharad", "rangordning_for": "EK-1"}).context["form"]
    changes = form.changes()
    (change,) = changes.offerings
    assert (change.where, change.values) == ({"offering_id": "EK-1"}, {"ranking": "provad"})
    assert changes.rankings["provad"].order == ("lottery",)


def test_page_with_block_grades_as_one_asks_for_that(client: Client, page: str):
    answer = client.get(page, {"blockbetyg": "single"})
    assert answer.context["form"].changes().block_grades == "single"
    assert answer.context["found"] is not None


@pytest.mark.parametrize(
    ("home", "hand", "better"),
    [(FAR, "forsta", True), ("2281", "andra", True), (FAR, "andra", False), ("2281", "forsta", False)],
)
def test_page_with_another_area_moves_those_who_live_there(
    client: Client, page: str, county: SmallCounty, home: str, hand: str, better: bool
):
    """Applicant 0 has the highest merit and is second hand: received first hand, or the others second, wins EK-1."""
    provider = provider_code(county.small.offerings["EK-1"].provider)
    answer = client.get(page, {"kommun_1": home, "huvudman_1": provider, "hand_1": hand})
    assert (answer.context["found"].better > 0) is better
    assert "Antagningsgränser som ändras" in answer.content.decode()


def test_page_with_half_an_area_is_told_what_is_missing(client: Client, page: str, county: SmallCounty):
    code = provider_code(county.small.offerings["EK-1"].provider)
    errors = client.get(page, {"huvudman_2": code}).context["form"].errors
    assert errors == {"kommun_2": ["Välj vilken kommun de sökande kommer från."]}
    errors = client.get(page, {"kommun_3": FAR}).context["form"].errors
    assert errors == {"huvudman_3": ["Välj vilken huvudman det gäller."]}


def test_orders_to_try_are_each_published_one_once():
    orders = [TIE_BREAK_RULES[name].order for name, _ in what_if_form._orders()]
    assert sorted(orders) == sorted({rule.order for rule in TIE_BREAK_RULES.values()})
