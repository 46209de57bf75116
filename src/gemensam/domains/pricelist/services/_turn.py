"""What every service of prices does when it changes a round or a report: lock, state, step log and audit."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import PriceReport, PriceRound, PriceStep, RegionMember
from gemensam.domains.pricelist.states import (
    PriceRoundEvent,
    PriceRoundState,
    PriceTransitionRefused,
    ReportEvent,
    ReportState,
    next_price_round_state,
    next_report_state,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


def locked_round(actor: Actor, round_id: UUID, permission: Permission) -> PriceRound:
    """Return the round, locked until the transaction ends. Raises PermissionDenied, PriceRound.DoesNotExist."""
    round_ = PriceRound.objects.select_for_update(of=("self",)).select_related("region").get(pk=round_id)
    policies.require(actor, permission, round_)
    return round_


def locked_report(actor: Actor, report_id: UUID, permission: Permission) -> PriceReport:
    """Return the report, locked until the transaction ends. Raises PermissionDenied, PriceReport.DoesNotExist."""
    report = _locked(report_id)
    policies.require(actor, permission, report)
    return report


def _locked(report_id: UUID) -> PriceReport:
    rows = PriceReport.objects.select_for_update(of=("self",))
    return rows.select_related("round__region", "member__region").get(pk=report_id)


def editable_report(actor: Actor, report_id: UUID) -> PriceReport:
    """Return the report for changing its rows. Raises PriceTransitionRefused unless it is a draft of an open round."""
    report = _locked(report_id)
    policies.require(actor, Permission.PRICE_REPORT, report)
    if report.state != ReportState.DRAFT or report.round.state != PriceRoundState.OPEN:
        raise PriceTransitionRefused(report.state, "change")
    return report


def fire_round(
    round_: PriceRound,
    event: PriceRoundEvent,
    *,
    actor: Actor,
    audit_event: AuditEvent,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    words: str = "",
) -> None:
    """Move the round by its state table, save it, log the step and the audit event."""
    round_.state = next_price_round_state(round_.state, event)
    round_.save()
    step(round_, event.value, actor=actor, at=at, facts={**(facts or {}), "words": words})
    record_round(round_, actor=actor, audit_event=audit_event, at=at, facts=facts)


def note(
    round_: PriceRound,
    event: str,
    *,
    actor: Actor,
    audit_event: AuditEvent,
    at: datetime,
    member: RegionMember | None = None,
    facts: Mapping[str, object] | None = None,
    words: str = "",
) -> None:
    """Log something that happened in the round; ``words`` stand on the page, never in the audit log."""
    step(round_, event, actor=actor, at=at, member=member, facts={**(facts or {}), "words": words})
    record_round(round_, actor=actor, audit_event=audit_event, at=at, member=member, facts=facts)


def record_round(
    round_: PriceRound,
    *,
    actor: Actor,
    audit_event: AuditEvent,
    at: datetime,
    member: RegionMember | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write about the round to the audit log."""
    record(
        actor=actor,
        event=audit_event,
        target_type="price_round",
        target_id=str(round_.pk),
        organisation_id=member.provider_id if member else round_.region.organisation_id,
        facts={"year": round_.year, **(facts or {})},
        at=at,
    )


def step(
    round_: PriceRound,
    event: str,
    *,
    actor: Actor,
    at: datetime,
    member: RegionMember | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write a line in the round's own log."""
    PriceStep.objects.create(
        round=round_,
        member=member,
        event=event,
        at=at,
        account_id=actor.account_id,
        actor_name=actor.name,
        facts=dict(facts or {}),
    )


def fire_report(
    report: PriceReport, event: ReportEvent, *, actor: Actor, audit_event: AuditEvent, at: datetime
) -> None:
    """Move the report by its state table, save it, log the step and the audit event.

    A round that is closed takes no more reports; what is there can still be reviewed and approved.
    """
    if report.round.state not in {PriceRoundState.OPEN, PriceRoundState.CLOSED}:
        raise PriceTransitionRefused(report.round.state, event)
    report.state = next_report_state(report.state, event)
    report.save()
    step(report.round, f"report_{event.value}", actor=actor, at=at, member=report.member)
    record_report(report, actor=actor, audit_event=audit_event, at=at)


def record_report(
    report: PriceReport,
    *,
    actor: Actor,
    audit_event: AuditEvent,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write about the report to the audit log."""
    record(
        actor=actor,
        event=audit_event,
        target_type="price_report",
        target_id=str(report.pk),
        organisation_id=report.member.provider_id,
        facts={"year": report.round.year, "municipality": report.member.municipality_code, **(facts or {})},
        at=at,
    )
