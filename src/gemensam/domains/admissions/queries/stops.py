"""Offerings that were stopped: whom it concerns, until when they choose anew, and where they go."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, Choice, OfferingStop, StoppedChoice
from gemensam.domains.catalogue.queries import by_ids
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import SecurityMarking
from gemensam.rules.indicators import PublicFlow, public_flow

NOWHERE = ""  # the destination of someone who has no choice left


@dataclass(frozen=True, slots=True)
class StopView:
    """A stopped offering. ``concerned`` and ``first_choice`` are None where they are too few to show.

    ``flow``: where those go who had it as their first choice: programme and municipality code, "" = nowhere yet.
    """

    reason: str
    at: datetime
    re_choice_until: datetime
    by: str
    concerned: int | None
    first_choice: int | None
    flow: PublicFlow


def may_choose_anew(*, offering_ids: Collection[UUID], at: datetime) -> bool:
    """Whether having chosen one of these stopped offerings lets a person choose anew without being late.

    One that the office stopped does so until its day; one that came as stopped in a file, without a day, always.
    """
    if not offering_ids:
        return False
    rows = OfferingStop.objects.filter(offering__in=list(offering_ids))
    until = dict(rows.values_list("offering_id", "re_choice_until"))
    return any(pk not in until or at <= until[pk] for pk in offering_ids)


def public_stop(*, offering_id: UUID) -> tuple[str, datetime] | None:
    """Why an offering was stopped and until when one chooses anew: public, as the offering is. None = not said."""
    rows = OfferingStop.objects.filter(offering=offering_id).values_list("reason", "re_choice_until")
    return rows.first()


def concerned_by(actor: Actor, *, office_id: UUID, offering_id: UUID) -> int:
    """How many have chosen the offering, for the officer who is about to stop it. Raises PermissionDenied."""
    policies.require(actor, Permission.OFFERING_CHANGE, AdmissionsOffice.objects.get(pk=office_id))
    return Choice.objects.filter(offering=offering_id).count()


def stop_of(actor: Actor, *, offering_id: UUID) -> StopView | None:
    """The stop of an offering as staff may see it, small numbers taken out; None where it was stopped otherwise."""
    stop = OfferingStop.objects.select_related("office").filter(offering=offering_id).first()
    if stop is None:
        return None
    unprotected = StoppedChoice.objects.filter(
        stop=stop, application__person__security_marking=SecurityMarking.NONE
    )
    first = list(unprotected.filter(rank=1).values_list("application_id", flat=True))
    threshold = stop.office.small_cell_threshold
    return StopView(
        reason=stop.reason,
        at=stop.at,
        re_choice_until=stop.re_choice_until,
        by=stop.actor_name,
        concerned=_shown(unprotected.count(), threshold),
        first_choice=_shown(len(first), threshold),
        flow=public_flow(_destinations(actor, first), threshold=threshold),
    )


def _shown(count: int, threshold: int) -> int | None:
    return count if count == 0 or count >= threshold else None


def _destinations(actor: Actor, applications: Collection[UUID]) -> Counter[str]:
    """Each application's highest choice that still takes place, by programme and municipality."""
    rows = Choice.objects.filter(application__in=list(applications), offering__cancelled=False).order_by(
        "rank"
    )
    highest: dict[UUID, UUID] = {}
    for application, offering in rows.values_list("application_id", "offering_id"):
        highest.setdefault(application, offering)
    offerings = {row.pk: row for row in by_ids(actor, set(highest.values()))}
    found: Counter[str] = Counter()
    for application in applications:
        row = offerings.get(highest.get(application, UUID(int=0)))
        found[f"{row.programme[:2]}:{row.municipality_code}" if row else NOWHERE] += 1
    return found
