"""A month of payments in processes of their own: asked for, computed by the job, attested with its invoices."""

import json

from django.db import transaction

from tests.factories.small_round import staff
from tests.factories.small_settlement import AT, make_small_settlement


def ask_for_a_month() -> None:
    """Two pupils billed for January to March; one has then left, a new price holds back in time, and May is asked for."""
    from datetime import date

    from gemensam.domains.settlement.services.start_run import start_run
    from tests.factories.small_settlement import price

    with transaction.atomic():
        small = make_small_settlement(pupils=2)
        small.run(3)
        pupil = small.placements["E001"]
        pupil.ends = date(2027, 2, 1)
        pupil.save()
        price("119740", valid_from=date(2027, 3, 1), published_on=date(2027, 3, 20), source="KS 2027/2")
        start_run(actor=small.economist, creditor_id=small.sundsvall.pk, year=2027, month=5, at=AT)


def compute() -> int:
    """What the job does; the number of new lines."""
    from gemensam.domains.settlement.services.compute_run import compute_run

    run = _may()
    return compute_run(actor=_economist(run), run_id=run.pk, at=AT)


def ask_for_attest() -> None:
    """The month as it waits for attest."""
    ask_for_a_month()
    compute()


def attest() -> None:
    """Attest, which makes the invoices and their files."""
    from gemensam.domains.settlement.services.attest_run import attest_run
    from gemensam.domains.settlement.states import SettlementRefused

    run = _may()
    try:
        attest_run(actor=_economist(run), run_id=run.pk, lines=run.lines.count(), at=AT)
    except SettlementRefused:
        assert run.state == "attested"  # once is enough


def look() -> dict[str, object]:
    """Every line and invoice as it stands, without the numbers that only the database gives."""
    from gemensam.domains.settlement.models import BasisLine, BasisRun, Invoice
    from gemensam.foundation.audit.chain import verify_chain
    from gemensam.foundation.audit.models import AuditEntry
    from gemensam.foundation.documents.models import StoredFile

    lines = BasisLine.objects.values_list(
        "placement__reference", "debtor_code", "kind", "part", "year", "month", "units", "origin__month",
        "invoice__number",
    )  # fmt: skip
    invoices = Invoice.objects.values_list("number", "kind", "debtor_code", "line_count", "faults")
    return json.loads(json.dumps({
        "lines": sorted(map(list, lines), key=str),
        "invoices": sorted([*map(list, invoices)], key=str),
        "totals": sorted(str(total) for total in Invoice.objects.values_list("total", flat=True)),
        "runs": sorted(BasisRun.objects.values_list("month", "state")),
        "files": StoredFile.objects.count(),
        "audit": [AuditEntry.objects.count(), verify_chain().ok],
    }))  # fmt: skip


def _may():
    from gemensam.domains.settlement.models import BasisRun

    return BasisRun.objects.select_related("creditor").get(month=5)


def _economist(run):
    from gemensam.foundation.access.roles import Role

    return staff(Role.ECONOMIST, run.creditor)
