"""What a result page says of the reply: few questions, for everyone opens it at the same hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions.queries.results import ResultView
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import Reply
from gemensam.domains.replies.queries.starts import reply_before, state_of
from gemensam.domains.replies.queries.terms import TermsView, terms_of
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class ReplyBrief:
    """How the reply to a result stands. ``is_open``: it may be changed now; ``may_send``: by this reader."""

    state: str
    terms: TermsView
    is_open: bool
    may_send: bool


def latest_answered(found: Iterable[ResultView], application_id: UUID) -> ResultView | None:
    """Which of someone's results is replied to: the application's latest that is not a preliminary one."""
    own = [one for one in found if one.application_id == application_id and one.kind != "preliminary"]
    return max(own, key=lambda one: one.published_at, default=None)


def reply_of_result(actor: Actor, shown: ResultView, *, now: datetime) -> ReplyBrief:
    """Return how the reply to the shown result stands. Raises PermissionDenied.

    Until the job has opened the reply it is what the job will make of it.
    """
    today = timezone.localdate(now)
    if not policies.may_read(actor, shown.person_id, on=today):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    terms = terms_of(shown)
    rows = Reply.objects.filter(round=shown.round_id, application=shown.application_id)
    state = rows.values_list("state", flat=True).first()
    if state is None:
        earlier = reply_before(shown.application_id, shown.round_id)
        state, _origin = state_of(shown.seat_kind, earlier)
    may_send = policies.may_send(actor, shown.person_id, guardians=terms.guardians_reply, on=today)
    return ReplyBrief(state, terms, now <= terms.due_at, may_send)
