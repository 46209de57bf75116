"""Files that show costs: told by their content, read by the co-operation, and gone with what they belong to."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from gemensam.domains.pricelist.models import PriceReport, PriceRound, ReportAttachment, ReportRow
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.documents.models import StoredFile
from tests.factories.small_prices import AT, SmallPrices, make_small_prices

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 hyresavtal"


@pytest.fixture
def made() -> SmallPrices:
    made = make_small_prices()
    round_ = PriceRound.objects.create(
        region=made.region, year=2027, state="open", opens_on=date(2026, 8, 17), due_on=date(2026, 10, 1),
        reminder_on=date(2026, 10, 15), escalation_on=date(2026, 10, 22), decision_on=date(2026, 12, 15), created_at=AT,
    )  # fmt: skip
    report = PriceReport.objects.create(round=round_, member=made.members["2281"])
    ReportRow.objects.create(report=report, code="BA", cohort="gy25", form="school", changed_at=AT)
    return made


@pytest.fixture(autouse=True)
def _no_second_factor():
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=False):
        yield


def logged_in(made: SmallPrices, role: Role, code: str = "2281") -> Client:
    account = Account.objects.create_user(f"{role}{code}@example.invalid", display_name=f"Namn {role}")
    RoleGrant.objects.create(
        account=account, role=role, organisation_id=made.providers[code].pk, starts=date(2020, 1, 1)
    )
    client = Client()
    client.force_login(account)
    return client


def send(client: Client, content: bytes, *, row: bool = True, name: str = "..\\hyra.exe"):
    found = ReportRow.objects.get()
    values = {"bilaga": SimpleUploadedFile(name, content), **({"row": found.pk} if row else {})}
    return client.post(reverse("price_evidence", args=[found.report.round_id, "2281"]), values, follow=True)


def test_file_is_told_by_its_content_kept_once_and_read_by_the_neighbour(made):
    reporter, neighbour = logged_in(made, Role.PRICE_REPORTER), logged_in(made, Role.ECONOMIST, "2262")
    send(reporter, PDF)
    send(reporter, PDF)  # a second press
    kept = ReportAttachment.objects.get()
    assert (kept.name, kept.media_type, kept.actor_name) == (
        "hyra.pdf",
        "application/pdf",
        "Namn price_reporter",
    )
    answer = neighbour.get(reverse("price_attachment", args=[kept.pk]))
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert "attachment" in answer["Content-Disposition"]
    send(reporter, PDF, row=False)  # for the whole report, too
    assert ReportAttachment.objects.count() == 2
    assert send(neighbour, PDF).status_code == 403


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "Filen är tom."), (b"MZ program", "Filtypen går inte att använda."), (b"PK\x03\x04 trasig", "Filtypen går inte"),
     (PDF + bytes(10 * 1024 * 1024), "Filen är större än 10 MB.")],
    ids=["empty", "program", "broken", "too_large"],
)  # fmt: skip
def test_file_that_is_not_taken_says_why_and_is_not_kept(made, content, words):
    page = send(logged_in(made, Role.PRICE_REPORTER), content, name="hyra.pdf").content.decode()
    assert (words in page, StoredFile.objects.count()) == (True, 0)


def test_file_goes_with_its_row_and_stays_when_the_report_is_sent(made):
    reporter = logged_in(made, Role.PRICE_REPORTER)
    send(reporter, PDF)
    kept, report = ReportAttachment.objects.get(), PriceReport.objects.get()
    remove = reverse("price_evidence_remove", args=[report.round_id, "2281"])
    PriceReport.objects.update(state="reported")
    assert (
        "Arbetet har gått vidare" in reporter.post(remove, {"bilaga": kept.pk}, follow=True).content.decode()
    )
    PriceReport.objects.update(state="draft")
    reporter.post(reverse("price_row_remove", args=[report.round_id, "2281"]), {"row": kept.row_id})
    assert (ReportAttachment.objects.count(), StoredFile.objects.count()) == (0, 0)
