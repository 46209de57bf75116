"""How far pupils have come with their applications: for counsellors, without what is written in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Draft, Filing, GuardianConfirmation
from gemensam.domains.applications.states import DraftState
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import minors


@dataclass(frozen=True, slots=True)
class Progress:
    """unsent: something is written and not sent. unconfirmed: a minor's filing that no guardian has confirmed."""

    unsent: bool
    unconfirmed: bool


def progress(
    actor: Actor, *, office_id: UUID, year: int, person_ids: Collection[UUID], on: date
) -> dict[UUID, Progress]:
    """Return how far each of the persons has come, by person; those who have not begun are not in it.

    The persons are those that the caller has let through. unconfirmed only where the office asks guardians to
    confirm; the application counts all the same (skollagen 29 kap. 12 §). Raises PermissionDenied.
    """
    require(actor, Permission.APPLICANT_READ)
    drafts = list(
        Draft.objects.filter(office=office_id, year=year, person__in=list(person_ids)).defer("content")
    )
    unconfirmed = _unconfirmed(drafts, office_id, on)
    return {
        one.person_id: Progress(
            unsent=one.state in (DraftState.DRAFT, DraftState.CHANGED), unconfirmed=one.pk in unconfirmed
        )
        for one in drafts
    }


def _unconfirmed(drafts: list[Draft], office_id: UUID, on: date) -> set[UUID]:
    if not policies.settings_of(office_id).guardians_confirm:
        return set()
    sent = [one for one in drafts if one.state in (DraftState.SENT, DraftState.CHANGED)]
    young = minors([one.person_id for one in sent], on=on)
    latest: dict[UUID, UUID] = {}
    for pk, draft_id in (
        Filing.objects.filter(draft__in=sent).order_by("number").values_list("pk", "draft_id")
    ):
        latest[draft_id] = pk
    confirmed = set(
        GuardianConfirmation.objects.filter(filing__in=latest.values()).values_list("filing_id", flat=True)
    )
    return {
        one.pk
        for one in sent
        if one.person_id in young and one.pk in latest and latest[one.pk] not in confirmed
    }
