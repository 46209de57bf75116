"""Mail to whoever has the next step, with a line in the round's log. A mail says that there is news, and no figures."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.pricelist.models import PriceReport, PriceRound, RegionMember
from gemensam.domains.pricelist.services._turn import step
from gemensam.domains.pricelist.states import ReportEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.queries import persons_with
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages

# What happened to a report -> who is told, of what, and the step in the log.
_AFTER_REPORT = {
    ReportEvent.REPORT: (MessageKind.PRICE_REPORT_WAITS, Permission.PRICE_REVIEW, "told_economist"),
    ReportEvent.REVIEW: (MessageKind.PRICE_REPORT_WAITS, Permission.PRICE_APPROVE, "told_head"),
    ReportEvent.RETURN: (MessageKind.PRICE_REPORT_RETURNED, Permission.PRICE_REPORT, "told_reporter"),
}


def tell_of_report(report: PriceReport, event: ReportEvent, *, actor: Actor, at: datetime) -> None:
    """Tell those of the municipality who have the next step with its report."""
    told = _AFTER_REPORT.get(event)
    if told is None:
        return
    kind, permission, logged = told
    path = f"/prisarbete/{report.round_id}/underlag/{report.member.municipality_code}/"
    number = _queue(kind, permission, report.member.provider_id, path, actor, at)
    _log(report.round, logged, number, actor, at, report.member)


def tell_steering_group(round_: PriceRound, *, actor: Actor, at: datetime) -> None:
    """Tell the steering group that the list waits, once the round is closed and every report that came is approved."""
    if round_.state != "closed" or round_.reports.filter(state__in=("reported", "reviewed")).exists():
        return
    number = _queue(
        MessageKind.PRICE_LIST_WAITS, Permission.PRICE_RECOMMEND, round_.region.organisation_id,
        f"/prisarbete/{round_.pk}/beslut/", actor, at,
    )  # fmt: skip
    _log(round_, "told_steering_group", number, actor, at)


def tell_municipalities(round_: PriceRound, *, actor: Actor, at: datetime) -> None:
    """Tell each municipality's decision makers that the recommended list waits for their own decision."""
    for member in RegionMember.objects.filter(region=round_.region_id):
        path = f"/prisarbete/{round_.pk}/beslut/{member.municipality_code}/"
        number = _queue(
            MessageKind.PRICE_LIST_WAITS, Permission.PRICE_DECIDE, member.provider_id, path, actor, at
        )
        _log(round_, "told_decision_maker", number, actor, at, member)


def _queue(
    kind: MessageKind, permission: Permission, place: UUID, path: str, actor: Actor, at: datetime
) -> int:
    persons = persons_with(permission, organisation_id=place, on=timezone.localdate(at)) - {actor.person_id}
    return queue_messages(
        messages=[
            QueuedMessage(
                kind=kind,
                person_id=person,
                dedupe_key=f"{kind}:{path}:{at:%Y%m%d%H%M%S%f}:{person}",
                context={"path": path},
            )
            for person in sorted(persons)
        ],
        at=at,
    )


def _log(
    round_: PriceRound,
    event: str,
    number: int,
    actor: Actor,
    at: datetime,
    member: RegionMember | None = None,
) -> None:
    if number:
        step(round_, event, actor=actor, at=at, member=member, facts={"messages": number})
