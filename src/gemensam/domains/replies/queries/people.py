"""The replies one by one, for the office: who has answered what, who has not, and who let the last moment pass."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from gemensam.domains.replies.models import Reply
from gemensam.domains.replies.queries.replies import latest_round
from gemensam.domains.replies.states import ReplyState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.journal import record_export
from gemensam.foundation.directory.policies import unprotected
from gemensam.foundation.fields.swedish import folded

_PERSON = "application__person__"


@dataclass(frozen=True, slots=True)
class ReplyNarrow:
    """What the list is narrowed by; empty values narrow nothing."""

    text: str = ""
    state: str = ""


def office_replies(actor: Actor, *, now: datetime, narrow: ReplyNarrow) -> QuerySet[Reply]:
    """Return the replies to the office's latest result, by reference, with application, person and offering.

    Protected persons only for those who may see them, and never by a search: what was searched for would tell the name.
    """
    rows = _latest(actor, Permission.REPLY_READ, now)
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.text:
        words = Q()
        for word in folded(narrow.text).split():
            words &= Q(application__person__search__contains=word) | Q(application__reference__iexact=word)
        rows = rows.filter(words & unprotected(_PERSON))
    return rows


def grace_list(actor: Actor, *, now: datetime) -> QuerySet[Reply]:
    """Return the lapsed replies that wait for a person on the staff, protected persons only for those who may see."""
    return _latest(actor, Permission.REPLY_DECIDE, now).filter(state=ReplyState.LAPSED)


def _latest(actor: Actor, permission: Permission, now: datetime) -> QuerySet[Reply]:
    round_ = latest_round(actor, permission, now=now)
    if round_ is None:
        return Reply.objects.none()
    rows = Reply.objects.filter(round=round_.round_id)
    if round_.organisation_id not in actor.organisations_with(Permission.PERSON_PROTECTED_READ):
        rows = rows.filter(unprotected(_PERSON))
    rows = rows.select_related("application__person", "offering__school_unit")
    return rows.order_by("application__reference")


def exported(actor: Actor, rows: QuerySet[Reply], *, now: datetime) -> QuerySet[Reply]:
    """Return the rows for a file without protected persons, and log the export. Raises PermissionDenied."""
    if not actor.has(Permission.APPLICANT_EXPORT):
        raise PermissionDenied(Permission.APPLICANT_EXPORT)
    found = rows.filter(unprotected(_PERSON))
    record_export(actor=actor, target_type="replies", target_id="", rows=found.count(), at=now)
    return found
