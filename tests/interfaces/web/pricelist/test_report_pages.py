"""A municipality's form on the page: saving by htmx and without, two at once, pasting, and the same file twice."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from gemensam.domains.pricelist.inputs.report_table import columns_for
from gemensam.domains.pricelist.models import FlatAmount, PriceReport, PriceRound, ReportRow
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.rules.pricing.components import COMPONENTS
from tests.factories.small_prices import AT, SmallPrices, make_small_prices
from tests.journeys.steps import EXCEL, workbook

pytestmark = [pytest.mark.django_db]
ROW = {"code": "BA", "orientation": "", "cohort": "gy25", "form": "school", "teaching": "100 000", "materials": "0",
       "health": "0", "meals": "0", "premises": "0", "other": "0", "pupils": "20", "comment": ""}  # fmt: skip


@pytest.fixture
def made() -> SmallPrices:
    made = make_small_prices()
    round_ = PriceRound.objects.create(
        region=made.region, year=2027, state="open", opens_on=date(2026, 8, 17), due_on=date(2026, 10, 1),
        reminder_on=date(2026, 10, 15), escalation_on=date(2026, 10, 22), decision_on=date(2026, 12, 15), created_at=AT,
    )  # fmt: skip
    for member in made.members.values():
        PriceReport.objects.create(round=round_, member=member)
    return made


def logged_in(made: SmallPrices, role: Role, code: str = "2281") -> Client:
    account = Account.objects.create_user(f"{role}@example.invalid", display_name=f"Namn {role}")
    RoleGrant.objects.create(
        account=account, role=role, organisation_id=made.providers[code].pk, starts=date(2020, 1, 1)
    )
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def address(made: SmallPrices) -> Callable[..., str]:
    round_ = PriceRound.objects.get()
    return lambda name, code="2281": reverse(name, args=[round_.pk, code])


@pytest.fixture(autouse=True)
def _no_second_factor():
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=False):
        yield


def test_row_without_scripts_is_added_and_shown(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    client.post(address("price_row_save"), ROW)
    page = client.get(address("price_report")).content.decode()
    assert ReportRow.objects.get().teaching == 100000
    assert "103\u202f000" in page


def test_bad_amount_without_scripts_keeps_what_was_typed_and_saves_nothing(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    client.post(address("price_row_save"), ROW)
    row = ReportRow.objects.get()
    page = client.post(
        address("price_row_save"), {**ROW, "row": row.pk, "edition": 1, "meals": "tolv"}
    ).content.decode()
    assert "Måltider: ”tolv” är inget belopp." in page
    assert 'value="tolv"' in page
    row.refresh_from_db()
    assert (row.meals, row.edition) == (0, 1)


def test_two_at_once_by_htmx_the_second_is_told_and_may_then_save(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    client.post(address("price_row_save"), ROW)
    row = ReportRow.objects.get()
    other = logged_in(made, Role.ECONOMIST)
    send = {**ROW, "row": row.pk, "edition": 1}
    first = other.post(
        address("price_row_save"), {**send, "teaching": "110000"}, headers={"HX-Request": "true"}
    )
    second = client.post(
        address("price_row_save"), {**send, "teaching": "120000"}, headers={"HX-Request": "true"}
    )
    assert "Namn economist ändrade raden samtidigt" in second.content.decode()
    assert "ändrade raden samtidigt" not in first.content.decode()
    row.refresh_from_db()
    assert (row.teaching, row.edition) == (110000, 2)
    client.post(
        address("price_row_save"),
        {**send, "teaching": "120000", "edition": 2},
        headers={"HX-Request": "true"},
    )
    row.refresh_from_db()
    assert row.teaching == 120000


def keep(client: Client, address: Callable[..., str], content: bytes) -> str:
    file = SimpleUploadedFile("underlag.xlsx", content, content_type=EXCEL)
    page = client.post(address("price_table"), {"file": file})
    client.post(address("price_table_keep"), {"signed": page.context["signed"]})
    return page.content.decode()


@pytest.mark.slow
def test_same_file_twice_changes_nothing(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    values = ["BA", "", "Gy25", "Skolförlagd", 93_125, 8_000, 3_000, 5_500, 28_000, 1_500, 40]
    content = workbook([[column.title for column in columns_for(COMPONENTS)], values])
    assert "Nya rader: 1. Ändrade: 0. Oförändrade: 0." in keep(client, address, content)
    assert "Nya rader: 0. Ändrade: 0. Oförändrade: 1." in keep(client, address, content)
    assert [(row.teaching, row.edition) for row in ReportRow.objects.all()] == [(93125, 1)]


def test_paste_with_faults_tells_all_and_saves_nothing(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    page = client.post(
        address("price_table"), {"paste": "Programkod\tUndervisning\tElever\nQQ\tx\t3\nBA\t5\t"}
    )
    assert [fault["row"] for fault in page.context["faults"]] == [2, 2]
    assert (page.context["signed"], ReportRow.objects.count()) == ("", 0)


def test_table_that_someone_has_tampered_with_is_not_kept(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    answer = client.post(address("price_table_keep"), {"signed": "x:y:z"}, follow=True)
    assert "Tabellen har legat för länge." in answer.content.decode()
    assert ReportRow.objects.count() == 0


def test_form_of_another_municipality_is_read_and_not_changed(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    assert client.get(address("price_report", "2262")).status_code == 200
    assert client.post(address("price_row_save", "2262"), ROW).status_code == 403
    assert ReportRow.objects.count() == 0


def test_more_values_of_a_row_are_saved_on_its_page(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    client.post(address("price_row_save"), ROW)
    row = ReportRow.objects.get()
    page = client.get(reverse("price_row", args=[row.report.round_id, "2281", row.pk]))
    kept = dict(page.context["kept"])
    sent = {**kept, "row": row.pk, "edition": 1, "stated_total": "103 001", "supplement": "4000", "supplement_for": "NIU",
            "grants_deducted": "ja"}  # fmt: skip
    client.post(address("price_row_save"), sent)
    row.refresh_from_db()
    assert (row.stated_total, row.supplement, row.supplement_for, row.grants_deducted) == (
        103001,
        4000,
        "NIU",
        True,
    )
    assert (row.teaching, row.pupils, row.edition) == (100000, 20, 2)
    assert "Din summa skiljer sig 1 kr från vår." in client.get(address("price_report")).content.decode()


def test_table_with_few_columns_shows_what_changes_and_leaves_the_rest(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    client.post(address("price_row_save"), {**ROW, "materials": "7000"})
    page = client.post(address("price_table"), {"paste": "Programkod\tUndervisning\nBA\t120 000\n"})
    assert page.context["changed"][0]["values"] == [("Undervisning", "100\u202f000", "120\u202f000")]
    client.post(address("price_table_keep"), {"signed": page.context["signed"]})
    row = ReportRow.objects.get()
    assert (row.teaching, row.materials, row.pupils) == (120000, 7000, 20)


def test_bad_flat_amount_keeps_what_was_typed_and_saves_nothing(made, address):
    client = logged_in(made, Role.PRICE_REPORTER)
    page = client.post(address("price_flat"), {"national-meals": "5 519", "national-premises": "stort"})
    assert (
        "”stort” är inget belopp." in page.content.decode(),
        'value="5 519"' in page.content.decode(),
    ) == (True, True)
    assert FlatAmount.objects.count() == 0
