"""Attest by another person, invoices as they are sent, and objections that freeze one line."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from gemensam.domains.settlement.bundle.e_invoice import CAC, CBC
from gemensam.domains.settlement.models import BasisLine, Invoice, InvoiceParty, LineObjection
from gemensam.domains.settlement.services.answer_objection import answer_objection
from gemensam.domains.settlement.services.attest_run import attest_run
from gemensam.domains.settlement.services.object_to_line import object_to_line
from gemensam.domains.settlement.states import ObjectionEvent, RunState, SettlementRefused
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.documents import read
from tests.factories.small_settlement import ANGE, AT, TIMRA, SmallSettlement, lines_of, make_small_settlement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAMES = {"cac": CAC, "cbc": CBC}


def attested(small: SmallSettlement, month: int) -> list[Invoice]:
    run = small.run(month)
    return attest_run(actor=small.colleague, run_id=run.pk, lines=run.lines.count(), at=AT)


def document(invoice: Invoice) -> etree._Element:
    assert invoice.faults == []
    return etree.fromstring(read(invoice.file_id))


def test_attest_by_the_one_who_ran_is_refused_and_by_another_makes_invoices():
    small = make_small_settlement()
    run = small.run(1)
    with pytest.raises(SettlementRefused, match="same_person"):
        attest_run(actor=small.economist, run_id=run.pk, lines=1, at=AT)
    invoice = attest_run(actor=small.colleague, run_id=run.pk, lines=1, at=AT)[0]
    run.refresh_from_db()
    assert (run.state, run.attested_by_name) == (RunState.ATTESTED, "Ekonom Två")
    assert (invoice.number, invoice.total, invoice.reference) == (
        "2281-2027-00001",
        Decimal("9782.67"),
        "IKE2262",
    )


def test_attest_of_another_number_of_lines_than_seen_is_refused():
    small = make_small_settlement()
    run = small.run(1)
    with pytest.raises(SettlementRefused, match="lines_changed"):
        attest_run(actor=small.colleague, run_id=run.pk, lines=2, at=AT)


def test_attest_by_the_debtor_is_refused():
    small = make_small_settlement()
    with pytest.raises(PermissionDenied):
        attest_run(actor=small.debtor, run_id=small.run(1).pk, lines=1, at=AT)


def test_attested_run_is_closed():
    small = make_small_settlement()
    attested(small, 1)
    with pytest.raises(SettlementRefused, match="attested"):
        small.run(1)


def test_invoice_says_period_price_and_reference_and_adds_up():
    small = make_small_settlement(pupils=2)
    invoice = attested(small, 2)[0]
    root = document(invoice)
    amounts = [Decimal(one.text) for one in root.findall("cac:InvoiceLine/cbc:LineExtensionAmount", NAMES)]
    assert (len(amounts), sum(amounts)) == (4, Decimal("39130.67"))
    assert root.findtext("cac:LegalMonetaryTotal/cbc:PayableAmount", namespaces=NAMES) == "39130.67"
    assert root.findtext("cbc:BuyerReference", namespaces=NAMES) == "IKE2262"
    assert root.findtext("cac:InvoicePeriod/cbc:EndDate", namespaces=NAMES) == "2027-02-28"
    assert (
        root.findtext("cac:InvoiceLine/cac:Item/cbc:Description", namespaces=NAMES)
        == "2027-01, Örgymnasiet, E001"
    )


def test_each_debtor_has_its_own_invoice_and_credits_are_a_credit_note_that_names_what_it_corrects():
    small = make_small_settlement()
    small.pupil("E900", home=ANGE)
    first = attested(small, 1)
    assert [invoice.debtor_code for invoice in first] == [ANGE, TIMRA]
    pupil = small.placements["E001"]
    pupil.ends = date(2026, 12, 31)
    pupil.save()
    notes = [invoice for invoice in attested(small, 2) if invoice.kind == "credit_note"]
    assert [(one.debtor_code, one.total, one.corrects) for one in notes] == [
        (TIMRA, Decimal("9782.67"), first[1])
    ]
    named = document(notes[0]).findtext(
        "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", namespaces=NAMES
    )
    assert named == first[1].number


def test_invoice_about_a_protected_pupil_has_the_reference_and_neither_school_nor_programme():
    small = make_small_settlement(pupils=0)
    small.pupil("X-77", protected=True, pupil_name="")
    text = read(attested(small, 1)[0].file_id).decode()
    assert ("X-77" in text, "Örgymnasiet" in text, "El- och energi" in text) == (True, False, False)


def test_invoice_that_breaks_a_rule_has_no_file_and_says_which():
    small = make_small_settlement()
    InvoiceParty.objects.filter(organisation=small.sundsvall).update(bankgiro="12")
    invoice = attested(small, 1)[0]
    assert (invoice.file_id, invoice.faults) == (None, ["SE-R-009 12"])


def test_objection_freezes_its_line_alone_and_leaves_it_out_of_the_invoice():
    small = make_small_settlement(pupils=2)
    run = small.run(1)
    line = run.lines.order_by("pk")[0]
    object_to_line(actor=small.debtor, line_id=line.pk, reason="not_resident", text="", at=AT)
    invoice = attest_run(actor=small.colleague, run_id=run.pk, lines=2, at=AT)[0]
    assert (invoice.line_count, BasisLine.objects.filter(disputed=True).count()) == (1, 1)


def test_objection_by_someone_else_than_the_debtor_is_refused_and_twice_too():
    small = make_small_settlement()
    line = small.run(1).lines.get()
    for actor in (small.other, small.economist):
        with pytest.raises(PermissionDenied):
            object_to_line(actor=actor, line_id=line.pk, reason="other", text="", at=AT)
    object_to_line(actor=small.debtor, line_id=line.pk, reason="other", text="", at=AT)
    with pytest.raises(SettlementRefused, match="disputed_already"):
        object_to_line(actor=small.debtor, line_id=line.pk, reason="other", text="", at=AT)


def test_rejected_objection_releases_the_line_and_it_comes_with_the_next_invoice():
    small = make_small_settlement()
    run = small.run(1)
    line = run.lines.get()
    objection = object_to_line(actor=small.debtor, line_id=line.pk, reason="other", text="", at=AT)
    assert attest_run(actor=small.colleague, run_id=run.pk, lines=1, at=AT) == []
    answer_objection(
        actor=small.economist,
        objection_id=objection.pk,
        event=ObjectionEvent.REJECT,
        answer="Folkbokförd.",
        at=AT,
    )
    invoice = attested(small, 2)[0]
    assert (invoice.line_count, LineObjection.objects.get().state) == (2, "rejected")


def test_upheld_objection_and_a_corrected_placement_give_a_credit_in_the_next_run():
    small = make_small_settlement()
    line = small.run(1).lines.get()
    objection = object_to_line(actor=small.debtor, line_id=line.pk, reason="not_enrolled", text="", at=AT)
    with pytest.raises(PermissionDenied):
        answer_objection(
            actor=small.debtor, objection_id=objection.pk, event=ObjectionEvent.UPHOLD, answer="Ja", at=AT
        )
    answer_objection(
        actor=small.economist,
        objection_id=objection.pk,
        event=ObjectionEvent.UPHOLD,
        answer="Ni har rätt.",
        at=AT,
    )
    pupil = small.placements["E001"]
    pupil.ends = date(2026, 12, 31)
    pupil.save()
    assert lines_of(small.run(2)) == [("credit", TIMRA, 1, "-9782.67")]


def test_answered_objection_cannot_be_answered_again():
    small = make_small_settlement()
    line = small.run(1).lines.get()
    objection = object_to_line(actor=small.debtor, line_id=line.pk, reason="other", text="", at=AT)
    answer_objection(
        actor=small.debtor, objection_id=objection.pk, event=ObjectionEvent.WITHDRAW, answer="", at=AT
    )
    with pytest.raises(SettlementRefused, match="moved_on"):
        answer_objection(
            actor=small.economist, objection_id=objection.pk, event=ObjectionEvent.REJECT, answer="", at=AT
        )
