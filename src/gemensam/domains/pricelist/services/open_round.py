"""Open a round: one form for each municipality, filled in from last year and from the planned supply."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.domains.pricelist.inputs.calculation import previous_round
from gemensam.domains.pricelist.inputs.region_rules import rules_of
from gemensam.domains.pricelist.models import FlatAmount, PriceReport, PriceRound, RegionMember, ReportRow
from gemensam.domains.pricelist.services._turn import fire_round, locked_round, step
from gemensam.domains.pricelist.states import PriceRoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.queries import persons_with
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages
from gemensam.rules.pricing.book import Cohort
from gemensam.rules.pricing.codes import NAMES, PriceKey, is_running, programme_code
from gemensam.rules.pricing.components import KINDS

_KEPT = ("code", "orientation", "cohort", "form", *KINDS, "pupils_before", "grants_deducted", "supplement",
         "supplement_for")  # fmt: skip


@transaction.atomic
def open_round(*, actor: Actor, round_id: UUID, at: datetime) -> PriceRound:
    """Open the round and prefill its forms. Raises PermissionDenied, PriceTransitionRefused.

    Last year's amounts are kept, its planned pupils become last year's pupils, and an education that is new in
    the planned supply gets an empty row.
    """
    round_ = locked_round(actor, round_id, Permission.PRICE_ROUND_MANAGE)
    fire_round(round_, PriceRoundEvent.OPEN, actor=actor, audit_event=AuditEvent.PRICE_ROUND_OPENED, at=at)
    round_.settings = {**round_.settings, "kinds": list(rules_of(round_.region_id).kinds)}
    round_.save(update_fields=["settings"])
    before = previous_round(round_)
    supply, told = _planned(round_.year), 0
    for member in RegionMember.objects.filter(region=round_.region):
        report = PriceReport.objects.create(round=round_, member=member)
        known = _last_year(before, report, at) if before else set()
        planned = supply.get(member.municipality_code, set())
        ReportRow.objects.bulk_create(
            _empty_row(report, key, at) for key in sorted(planned) if key not in known
        )
        told += _tell(round_, report, at)
    if told:
        step(round_, "told_reporters", actor=actor, at=at, facts={"messages": told})
    return round_


def _tell(round_: PriceRound, report: PriceReport, at: datetime) -> int:
    place, day = report.member.provider_id, timezone.localdate(at)
    path = f"/prisarbete/{round_.pk}/underlag/{report.member.municipality_code}/"
    return queue_messages(
        messages=[
            QueuedMessage(
                kind=MessageKind.PRICE_ROUND_OPENED,
                person_id=person,
                dedupe_key=f"price-round-opened:{report.pk}:{person}",
                context={"path": path},
            )
            for person in sorted(persons_with(Permission.PRICE_REPORT, organisation_id=place, on=day))
        ],
        at=at,
    )


def _planned(year: int) -> dict[str, set[PriceKey]]:
    """Educations by municipality in the latest planned supply that the year's pupils may be in."""
    found: dict[str, set[PriceKey]] = {}
    for start in (year, year - 1):
        for offering in offerings_by_code(year=start).values():
            code, cohort = programme_code(offering.programme)
            if (code, "") in NAMES and not offering.cancelled and offering.provider.provider_kind == "public":
                key = PriceKey(code, cohort=cohort or Cohort.GY25)
                found.setdefault(offering.municipality_code, set()).add(key)
    return found


def _last_year(before: PriceRound, report: PriceReport, at: datetime) -> set[PriceKey]:
    old = PriceReport.objects.filter(round=before, member=report.member).first()
    if old is None:
        return set()
    FlatAmount.objects.bulk_create(
        FlatAmount(report=report, school_form=one.school_form, component=one.component, amount=one.amount)
        for one in FlatAmount.objects.filter(report=old)
    )
    rows = []
    for row in ReportRow.objects.filter(report=old):
        if not is_running(row.code, row.cohort, report.round.year):
            continue
        values = {name: getattr(row, name) for name in _KEPT}
        rows.append(ReportRow(report=report, changed_at=at, **{**values, "pupils_before": row.pupils}))
    ReportRow.objects.bulk_create(rows)
    return {PriceKey(row.code, row.orientation, row.cohort, row.form) for row in rows}


def _empty_row(report: PriceReport, key: PriceKey, at: datetime) -> ReportRow:
    return ReportRow(
        report=report,
        code=key.code,
        orientation=key.orientation,
        cohort=key.cohort,
        form=key.form,
        changed_at=at,
    )
