"""Sundsvall bills Timrå and Ånge, Friskolan bills Timrå: enough to run a year of months."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from gemensam.domains.settlement.models import (
    BasisRun,
    BilledPlacement,
    InvoiceParty,
    InvoiceReference,
    OtherPrice,
    PaymentAgreement,
    PlacementHome,
)
from gemensam.domains.settlement.services.compute_run import compute_run
from gemensam.domains.settlement.services.start_run import start_run
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.amounts import rounded
from tests.factories.small_round import organisation, staff
from tests.remembered import remembered

AT = datetime(2027, 6, 20, 9, 0, tzinfo=UTC)
SUNDSVALL, TIMRA, ANGE = "2281", "2262", "2260"
YEARLY = Decimal(117392)


@dataclass(slots=True)
class SmallSettlement:
    """What the maker made."""

    sundsvall: Organisation
    timra: Organisation
    ange: Organisation
    school: Organisation
    economist: Actor
    colleague: Actor
    debtor: Actor
    other: Actor
    placements: dict[str, BilledPlacement] = field(default_factory=dict)

    def run(self, month: int, *, year: int = 2027, actor: Actor | None = None) -> BasisRun:
        """Run a month as the economist does; the job is computed at once."""
        run = start_run(
            actor=actor or self.economist, creditor_id=self.sundsvall.pk, year=year, month=month, at=AT
        )
        compute_run(actor=actor or self.economist, run_id=run.pk, at=AT)
        run.refresh_from_db()
        return run

    def pupil(self, reference: str, *, home: str = TIMRA, **values: object) -> BilledPlacement:
        """One more pupil at Sundsvall's school."""
        standard: dict[str, object] = {
            "programme": "EE", "education_start": date(2025, 8, 18), "starts": date(2025, 8, 18),
            "pupil_name": "Alva Prov", "protected": False, "changed_at": AT,
        }  # fmt: skip
        made = BilledPlacement.objects.create(
            creditor=self.sundsvall, school_unit=self.school, reference=reference, **standard | values
        )
        PlacementHome.objects.create(placement=made, municipality_code=home, starts=made.starts)
        self.placements[reference] = made
        return made


def price(amount: Decimal | str, **values: object) -> OtherPrice:
    """Sundsvall's own price of EE from the year's first day."""
    standard: dict[str, object] = {
        "list": "self_cost", "party": SUNDSVALL, "programme": "EE", "source": "KS 2026/1",
        "valid_from": date(2027, 1, 1), "published_on": date(2026, 12, 10),
    }  # fmt: skip
    return OtherPrice.objects.create(amount=Decimal(amount), **standard | values)


@remembered
def make_small_settlement(*, profile: str = "orebro", pupils: int = 1) -> SmallSettlement:
    """One price, one agreement with all, and so many pupils from Timrå."""
    for name, code in (("Sundsvall", SUNDSVALL), ("Timrå", TIMRA), ("Ånge", ANGE)):
        organisation(f"{name} kommun", "municipality", municipality_code=code)
    bodies = [
        organisation(
            f"{name} kommun", "provider", provider_kind="public", municipality_code=code, organisation_number=number
        )
        for name, code, number in (
            ("Sundsvalls", SUNDSVALL, "2120002411"), ("Timrå", TIMRA, "2120002395"), ("Ånge", ANGE, "2120002387"),
        )
    ]  # fmt: skip
    school = organisation(
        "Örgymnasiet",
        "school_unit",
        parent=bodies[0],
        school_unit_code="99228101",
        municipality_code=SUNDSVALL,
    )
    made = SmallSettlement(
        *bodies, school,
        economist=staff(Role.ECONOMIST, bodies[0], "Ekonom Ett"),
        colleague=staff(Role.ECONOMIST, bodies[0], "Ekonom Två"),
        debtor=staff(Role.ECONOMIST, bodies[1], "Ekonom Tre"),
        other=staff(Role.ECONOMIST, bodies[2], "Ekonom Fyra"),
    )  # fmt: skip
    for place, body in enumerate(bodies):
        InvoiceParty.objects.create(
            organisation=body, endpoint=body.organisation_number, street="Storgatan 1", post_code="851 85",
            city="Sundsvall", bankgiro=f"505011{place}",
        )  # fmt: skip
    for code in (TIMRA, ANGE):
        InvoiceReference.objects.create(
            debtor_code=code, flow="municipal", reference=f"IKE{code}", valid_from=date(2020, 1, 1)
        )
    PaymentAgreement.objects.create(
        creditor=bodies[0], profile=profile, agreed="self_cost", valid_from=date(2025, 7, 1)
    )
    price(YEARLY)
    for number in range(1, pupils + 1):
        made.pupil(f"E{number:03}")
    return made


def lines_of(run: BasisRun) -> list[tuple[str, str, int, str]]:
    """Kind, debtor, month and amount with two decimals of each line of the run."""
    return [
        (line.kind, line.debtor_code, line.month, str(rounded(line.amount, 2)))
        for line in run.lines.order_by("year", "month", "debtor_code", "pk")
    ]
