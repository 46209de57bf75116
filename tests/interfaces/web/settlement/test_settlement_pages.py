"""Pages of payments: a month from the button to the e-invoice, the debtor's objection, files, and the right price."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client, override_settings

from gemensam.domains.settlement.models import BasisLine, BasisRun, BilledPlacement, Invoice, PaymentAgreement
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account
from tests.factories.import_files import xlsx
from tests.factories.small_round import account_for
from tests.factories.small_settlement import AT, SmallSettlement, make_small_settlement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def small() -> SmallSettlement:
    return make_small_settlement(pupils=2)


@pytest.fixture(autouse=True)
def without_second_factor():
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=False):
        yield


def by(actor: Actor) -> Client:
    client = Client()
    known = Account.objects.filter(pk=actor.account_id).first()
    client.force_login(known or Account.objects.get(pk=account_for(actor)))
    return client


def test_month_from_button_to_e_invoice(small: SmallSettlement):
    economist, colleague = by(small.economist), by(small.colleague)
    asked = {"anordnare": str(small.sundsvall.pk), "ar": "2027", "manad": "2"}
    answer = economist.post("/ersattning/kor/", asked)
    run = BasisRun.objects.get()
    assert answer["Location"] == f"/ersattning/manader/{run.pk}/"
    small.run(2)
    shown = economist.get(f"/ersattning/manader/{run.pk}/")
    assert (shown.context["total"], "En annan person attesterar det." in shown.content.decode()) == (
        sum(one.total for one in shown.context["sums"]), True,
    )  # fmt: skip
    own = economist.post(
        f"/ersattning/manader/{run.pk}/attestera/", {"rader": "4", "granskat": "on"}, follow=True
    )
    assert "En annan person måste attestera" in own.content.decode()
    colleague.post(f"/ersattning/manader/{run.pk}/attestera/", {"rader": "4", "granskat": "on"})
    invoice = Invoice.objects.get()
    file = by(small.debtor).get(f"/ersattning/fakturor/{invoice.pk}.xml")
    assert (file.status_code, b"<cbc:PayableAmount" in file.content) == (200, True)
    assert by(small.other).get(f"/ersattning/fakturor/{invoice.pk}.xml").status_code == 404


def test_debtor_sees_own_lines_objects_and_gets_an_answer(small: SmallSettlement):
    small.run(1)
    line = BasisLine.objects.order_by("pk").first()
    debtor, economist = by(small.debtor), by(small.economist)
    assert len(debtor.get("/ersattning/rader/").context["lines"]) == 2
    assert len(by(small.other).get("/ersattning/rader/").context["lines"]) == 0
    debtor.post(
        f"/ersattning/rader/{line.pk}/bestrid/", {"skal": "not_resident", "text": "Flyttade i december."}
    )
    page = economist.get(f"/ersattning/rader/{line.pk}/")
    objection = page.context["objections"][0]["objection"]
    assert "Flyttade i december." in page.content.decode()
    economist.post(
        f"/ersattning/rader/{line.pk}/svar/{objection.pk}/",
        {"beslut": "avvisa", "svar": "Se folkbokföringen."},
    )
    assert "Avvisad" in debtor.get(f"/ersattning/rader/{line.pk}/").content.decode()


def test_answer_without_words_changes_nothing(small: SmallSettlement):
    small.run(1)
    line = BasisLine.objects.order_by("pk").first()
    by(small.debtor).post(f"/ersattning/rader/{line.pk}/bestrid/", {"skal": "other"})
    objection = line.objections.get()
    by(small.economist).post(
        f"/ersattning/rader/{line.pk}/svar/{objection.pk}/", {"beslut": "avvisa", "svar": ""}
    )
    objection.refresh_from_db()
    assert objection.state == "raised"


def test_protected_pupil_is_a_reference_on_every_page_and_file(small: SmallSettlement):
    hidden = small.pupil("X-77", protected=True, pupil_name="")
    small.run(1)
    line = BasisLine.objects.get(placement=hidden)
    for client in (by(small.economist), by(small.debtor)):
        page = client.get(f"/ersattning/rader/{line.pk}/").content.decode()
        assert ("X-77" in page, "Örgymnasiet" in page) == (True, False)
    book = openpyxl.load_workbook(io.BytesIO(by(small.debtor).get("/ersattning/rader/?format=xlsx").content))
    rows = [row for row in book.active.iter_rows(values_only=True) if row[0] == "X-77"]
    assert [(row[1], row[2]) for row in rows] == [(None, None)]


def test_lines_as_excel_carry_no_names(small: SmallSettlement):
    small.run(1)
    content = by(small.debtor).get("/ersattning/rader/?format=xlsx").content
    cells = [
        cell
        for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        for cell in row
    ]
    assert ("Alva Prov" in cells, "E001" in cells) == (False, True)


HEAD = (
    "Referens",
    "Skolenhetskod",
    "Program",
    "Utbildningen började",
    "Började",
    "Hemkommun",
    "Hemkommun från",
    "Skyddad",
    "Namn",
)


def load(small: SmallSettlement, *rows: tuple[object, ...]):
    file = io.BytesIO(xlsx([HEAD, *rows]))
    file.name = "placeringar.xlsx"
    return by(small.economist).post(
        "/ersattning/placeringar/fil/", {"anordnare": str(small.sundsvall.pk), "fil": file}
    )


def test_file_of_placements_is_read_and_the_same_again_changes_nothing(small: SmallSettlement):
    start = date(2026, 8, 17)
    rows = (
        ("N1", "99228101", "ek25", start, start, "Timrå", "", "nej", "Bo Ek"),
        ("N1", "99228101", "ek25", start, start, "2260", date(2027, 2, 1), "nej", "Bo Ek"),
        ("N2", 99228101, "BA", start, start, "Ånge kommun", "", "ja", "Hemlig Person"),
    )
    assert load(small, *rows).status_code == 302
    found = BilledPlacement.objects.get(reference="N1")
    assert [(one.municipality_code, one.starts) for one in found.homes.all()] == [
        ("2262", start),
        ("2260", date(2027, 2, 1)),
    ]
    assert BilledPlacement.objects.get(reference="N2").pupil_name == ""
    before = list(BilledPlacement.objects.order_by("pk").values())
    load(small, *rows)
    assert list(BilledPlacement.objects.order_by("pk").values()) == before


def test_file_with_faults_tells_all_of_them_and_saves_nothing(small: SmallSettlement):
    start = date(2026, 8, 17)
    answer = load(
        small,
        ("20110315-2399", "99228101", "EK", start, start, "Timrå", "", "nej", ""),
        ("N3", "12345678", "QQ", "i höstas", start, "Atlantis", "", "kanske", ""),
        ("N4", "99228101", "EK", start, start, "", "", "nej", ""),
    )
    told = [(one["row"], one["column"]) for one in answer.context["faults"]]
    assert told == [
        (2, "Referens"), (3, "Skolenhetskod"), (3, "Program"), (3, "Utbildningen började"), (3, "Hemkommun"),
        (3, "Skyddad"), (4, "Hemkommun"),
    ]  # fmt: skip
    assert "20110315" not in answer.content.decode()
    assert BilledPlacement.objects.count() == 2


def test_file_without_the_columns_says_which_are_missing(small: SmallSettlement):
    file = io.BytesIO(xlsx([("Namn", "Skola")]))
    file.name = "fel.xlsx"
    answer = by(small.economist).post(
        "/ersattning/placeringar/fil/", {"anordnare": str(small.sundsvall.pk), "fil": file}
    )
    assert len(answer.context["faults"]) == 7


def test_agreement_is_saved_with_its_supplement_and_half_a_supplement_is_told(small: SmallSettlement):
    client = by(small.economist)
    asked = {
        "anordnare": str(small.sundsvall.pk), "kommun": "2262", "avlasning": "habo", "pris": "joint",
        "fran": "2027-01-01", "kod1": "niu", "termin1": "4000",
    }  # fmt: skip
    assert client.post("/ersattning/avtal/nytt/", asked).context["form"].errors.keys() == {"kod1"}
    client.post("/ersattning/avtal/nytt/", asked | {"manad1": "667"})
    saved = PaymentAgreement.objects.get(debtor_code="2262")
    assert (saved.profile, saved.supplements.get().code) == ("habo", "NIU")
    again = client.post("/ersattning/avtal/nytt/", asked | {"manad1": "667"})
    assert again.context["form"].errors.keys() == {"fran"}


def test_bookkeeping_file_asks_for_accounts_and_then_balances(small: SmallSettlement):
    from gemensam.domains.settlement.services.attest_run import attest_run

    run = small.run(1)
    attest_run(actor=small.colleague, run_id=run.pk, lines=2, at=AT)
    client = by(small.economist)
    address = f"/ersattning/manader/{run.pk}/bokforing.si"
    assert "Fyll i kontona" in client.get(address, follow=True).content.decode()
    client.post(
        f"/ersattning/fakturauppgifter/{small.sundsvall.pk}/",
        {"endpoint": "2120002411", "street": "Storgatan 1", "post_code": "851 85", "city": "Sundsvall",
         "bankgiro": "50501111", "payment_days": "30", "municipal": "IKE2281", "receivable": "1511", "income": "3561"},
    )  # fmt: skip
    lines = client.get(address).content.decode("cp437").split("\r\n")
    assert [line.split(" ")[3] for line in lines if line.startswith("#TRANS")] == ["19565.33", "-19565.33"]


RIGHT_PRICE = {
    "dag": "2027-03-01", "start": "2025-08-18", "utbildning": "EE:", "anordnare": "2281", "hemkommun": "2262",
    "sort": "national_programme", "mottagen": "first",
}  # fmt: skip


def test_right_price_shows_amount_paragraph_source_and_path_to_anyone(client: Client, small: SmallSettlement):
    answer = client.get("/ratt-pris/", RIGHT_PRICE)
    shown = answer.context["answer"]
    line = shown["lines"][0]
    assert (str(line.amount), line.law) == ("117392.0000", "16 kap. 51 § skollagen")
    assert line.sources[0].version == "KS 2026/1"
    assert [str(step["answer"]) for step in shown["steps"]][-2:] == [
        "Första hand",
        "Ja, anordnarens egen prislista",
    ]
    assert shown["reasons"] == ["Anordnarens prislista gäller enligt avtal."]


def test_right_price_says_what_is_lacking_and_what_is_wrong(client: Client, small: SmallSettlement):
    lacking = client.get("/ratt-pris/", RIGHT_PRICE | {"utbildning": "NA:"}).context["answer"]
    assert lacking["missing"].startswith("Anordnarens pris för utbildningen saknas")
    wrong = client.get("/ratt-pris/", RIGHT_PRICE | {"dag": "2025-01-01", "start": "i höst"})
    assert wrong.context["form"].errors.keys() == {"start"}
    assert wrong.context["answer"] is None


def test_right_price_by_the_api_gives_the_same_answer(client: Client, small: SmallSettlement):
    asked = {
        "on": "2027-03-01",
        "educationStart": "2025-08-18",
        "programme": "EE",
        "provider": "2281",
        "home": "2262",
    }
    rows = client.get("/api/v1/right-price", asked).json()["items"]
    assert [(one["amount"], one["law"], one["reasons"]) for one in rows] == [
        (117392.0, "SL 16:51", ["agreed_self_cost"])
    ]
    nothing = client.get("/api/v1/right-price", asked | {"provider": "9999"}).json()["items"]
    assert [(one["amount"], one["missing"]) for one in nothing] == [(None, "unknown_provider")]
    assert client.get("/api/v1/right-price", {"on": "nyss"}).status_code == 422


def test_right_price_by_the_api_names_everything_an_incomplete_question_lacks(client: Client):
    needed = ["on", "educationStart", "programme", "provider", "home"]
    for address in ("/api/v1/right-price", "/api/v1/right-price.csv", "/api/v1/right-price.xlsx"):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert [one["where"] for one in answer.json()["errors"]] == needed
    half = client.get("/api/v1/right-price", {"on": "2027-03-01", "programme": "EE", "provider": ""})
    assert half.json()["errors"] == [
        {"where": "educationStart", "message": "Uppgiften behövs. Lägg till den i frågan."},
        {"where": "provider", "message": "Uppgiften behövs. Skriv något här."},
        {"where": "home", "message": "Uppgiften behövs. Lägg till den i frågan."},
    ]
