"""Objects of payments for the sweep: a creditor sees its own, a debtor what it pays, nobody else anything.

Economists and decision makers act at municipality A (2281). B (2283) is another creditor, whose run bills A too.
"""

from datetime import date
from typing import Any

from gemensam.domains.settlement import models
from gemensam.foundation.access.roles import Role
from gemensam.foundation.documents.storage import store
from tests.repository.sweep import Provider, Thing
from tests.repository.sweep_world import NOW, Near, World

ECONOMIST = frozenset({Role.ECONOMIST})
READERS = ECONOMIST | {Role.PROVIDER_DECISION_MAKER}
NOBODY: frozenset[Role] = frozenset()
A, B, ELSEWHERE = "2281", "2283", "2280"


def _made(world: World) -> dict[str, Any]:
    """A run of each creditor, lines that A gets, pays and has nothing to do with, one of a protected pupil."""
    found: dict[str, Any] = {}
    used = models.PriceUsed.objects.create(digest="0" * 64, part="education", yearly=12, answer={})
    for place, unit in (("A", "A1"), ("B", "B1")):
        run = models.BasisRun.objects.create(
            creditor=world.places[place], year=2027, month=5, state="ready", created_at=NOW, computed_at=NOW
        )
        found[f"run {place}"] = run
        debtors = (B, ELSEWHERE) if place == "A" else (A, ELSEWHERE)
        for number, debtor in enumerate((*debtors, debtors[0])):
            placement = models.BilledPlacement.objects.create(
                creditor=world.places[place], school_unit=world.places[unit], reference=f"{place}{number}",
                programme="EK", education_start=date(2025, 8, 18), starts=date(2025, 8, 18), protected=number == 2,
                changed_at=NOW,
            )  # fmt: skip
            models.PlacementHome.objects.create(
                placement=placement, municipality_code=debtor, starts=placement.starts
            )
            line = models.BasisLine.objects.create(
                run=run, placement=placement, debtor_code=debtor, flow="municipal", kind="basis", part="education",
                year=2027, month=5, reading_date=date(2027, 5, 15), units=10000, price=used,
            )  # fmt: skip
            found[f"line {place} {number}"] = line
        for debtor in debtors:
            file = store(
                content=f"<x>{place}{debtor}</x>".encode(), name="x.xml", media_type="application/xml",
                purpose="sweep", at=NOW,
            )  # fmt: skip
            found[f"invoice {place} {debtor}"] = models.Invoice.objects.create(
                run=run, number=f"{place}-{debtor}", kind="invoice", debtor_code=debtor, flow="municipal",
                issued_on=NOW.date(), due_on=NOW.date(), total=1, line_count=1, file_id=file.pk,
            )  # fmt: skip
        found[f"agreement {place}"] = models.PaymentAgreement.objects.create(
            creditor=world.places[place], debtor_code=A if place == "B" else "", profile="orebro",
            agreed="joint", valid_from=date(2026, 1, 1),
        )  # fmt: skip
        found[f"grant {place}"] = models.GrantDecision.objects.create(
            municipality=world.places[place], provider=world.places["A1"], year=2027,
            effective_from=date(2027, 1, 1), rows=[], prepared_at=NOW,
        )  # fmt: skip
    return found


def basis_runs(world: World) -> list[Thing]:
    """The creditor's own; what another creditor runs is seen as lines, never as a run."""
    made = _made(world)
    return [
        Thing(Near.OWN, {"basis_run_id": made["run A"].pk}, READERS),
        Thing(Near.OTHER, {"basis_run_id": made["run B"].pk}, NOBODY),
    ]


def lines(world: World) -> list[Thing]:
    """What A gets and what A pays, the protected pupil's line too; what B gets from elsewhere is not A's."""
    made = _made(world)
    readers = {
        "line A 0": READERS,
        "line A 2": READERS,
        "line B 0": READERS,
        "line B 2": READERS,
        "line B 1": NOBODY,
    }
    return [Thing(Near.OWN, {"line_id": made[name].pk}, roles) for name, roles in readers.items()]


def disputed_lines(world: World) -> list[Thing]:
    """Only who pays may object."""
    made = _made(world)
    readers = {"line A 0": NOBODY, "line B 0": ECONOMIST, "line B 1": NOBODY}
    return [Thing(Near.OWN, {"line_id": made[name].pk}, roles) for name, roles in readers.items()]


def objections(world: World) -> list[Thing]:
    """An objection has the readers of its line."""
    made = _made(world)
    things = []
    for name, roles in {"line A 0": ECONOMIST, "line B 0": ECONOMIST, "line B 1": NOBODY}.items():
        objection, _ = models.LineObjection.objects.get_or_create(
            line=made[name], state="raised", defaults={"reason": "other", "raised_at": NOW}
        )
        things.append(Thing(Near.OWN, {"line_id": made[name].pk, "objection_id": objection.pk}, roles))
    return things


def invoices(world: World) -> list[Thing]:
    """Sent by A or sent to A."""
    made = _made(world)
    readers = {f"invoice A {B}": READERS, f"invoice B {A}": READERS, f"invoice B {ELSEWHERE}": NOBODY}
    return [Thing(Near.OWN, {"invoice_id": made[name].pk}, roles) for name, roles in readers.items()]


def agreements(world: World) -> list[Thing]:
    """One's own are changed; those one is bound by are only read in the list."""
    made = _made(world)
    return [
        Thing(Near.OWN, {"agreement_id": made["agreement A"].pk}, ECONOMIST),
        Thing(Near.OTHER, {"agreement_id": made["agreement B"].pk}, NOBODY),
    ]


def parties(world: World) -> list[Thing]:
    """One's own organisation."""
    return [
        Thing(Near.OWN, {"organisation_id": world.places["A"].pk}, ECONOMIST),
        Thing(Near.OTHER, {"organisation_id": world.places["B"].pk}, NOBODY),
    ]


def decided_grants(world: World) -> list[Thing]:
    """The municipality's own; a provider sees nothing before it is decided."""
    made = _made(world)
    return [
        Thing(Near.OWN, {"grant_id": made["grant A"].pk}, READERS),
        Thing(Near.OTHER, {"grant_id": made["grant B"].pk}, NOBODY),
    ]


PROVIDERS: dict[str, Provider] = {
    "basis_run_id": basis_runs,
    "line_id": lines,
    "basis_line_dispute": disputed_lines,
    "line_id,objection_id": objections,
    "invoice_id": invoices,
    "agreement_id": agreements,
    "organisation_id": parties,
    "grant_id": decided_grants,
}
