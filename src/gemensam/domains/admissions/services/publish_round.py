"""Make a scheduled result the one that everybody sees, and tell people that there is news."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.models import AdmissionRound, Publication, ResultPage
from gemensam.domains.admissions.services._kept_cut_offs import keep_cut_offs
from gemensam.domains.admissions.services._live_digest import live_digest
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.services.void_approvals import void_approvals
from gemensam.domains.admissions.states import (
    PublicationEvent,
    PublicationState,
    RoundEvent,
    next_publication_state,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.directory.queries import guardians_to_tell
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages


class NotYet(Exception):
    """The time of publication has not come."""


@transaction.atomic
def publish_round(*, actor: Actor, publication_id: UUID, at: datetime) -> bool:
    """Publish at or after the scheduled time; return False when it was already done.

    One transaction: the pointer moves, the earlier result is superseded, one message a person is queued (it
    says that there is news, never the result). When the input has changed since it was frozen, nothing is
    published and the approvals are voided. Raises NotYet, TransitionRefused or PermissionDenied.
    """
    publication = Publication.objects.select_related("round__office").get(pk=publication_id)
    round_ = locked_round(actor, publication.round_id, Permission.ROUND_PUBLISH)
    publication = Publication.objects.select_for_update().get(pk=publication_id)
    if publication.state == PublicationState.PUBLISHED:
        return False
    if at < publication.publish_at:
        raise NotYet
    state = next_publication_state(publication.state, PublicationEvent.PUBLISH)
    if not _input_is_unchanged(round_, publication):
        void_approvals(
            actor=actor,
            cause=round_,
            permission=Permission.ROUND_PUBLISH,
            office=round_.office,
            year=round_.year,
            reason="input_changed",
            at=at,
        )
        return False
    _supersede_earlier(round_)
    publication.state, publication.published_at = state, at
    publication.save(update_fields=["state", "published_at"])
    queue_messages(messages=list(_messages(publication, at)), at=at)
    keep_cut_offs(actor, round_, publication.run_id, at)
    fire(
        round_,
        RoundEvent.PUBLISH,
        actor=actor,
        audit_event=AuditEvent.ROUND_PUBLISHED,
        at=at,
        run=round_.current_run,
        facts={"publication": str(publication.pk), "result_hash": publication.result_hash},
    )
    return True


def _input_is_unchanged(round_: AdmissionRound, publication: Publication) -> bool:
    """Whether the input is what was approved. A result that was shown before may be shown again as it was."""
    shown_before = Publication.objects.filter(
        round=round_, result_hash=publication.result_hash, published_at__isnull=False
    )
    if shown_before.exists():
        return True
    return round_.current_frozen is not None and live_digest(round_) == round_.current_frozen.digest


def _supersede_earlier(round_: AdmissionRound) -> None:
    shown = (PublicationState.PUBLISHED, PublicationState.HALTED)
    for earlier in Publication.objects.select_for_update().filter(round=round_, state__in=shown):
        earlier.state = next_publication_state(earlier.state, PublicationEvent.SUPERSEDE)
        earlier.save(update_fields=["state"])


def _messages(publication: Publication, at: datetime) -> Iterator[QueuedMessage]:
    pages = ResultPage.objects.filter(publication=publication)
    pupils = list(pages.values_list("application__person_id", flat=True).order_by("application__reference"))
    guardians = guardians_to_tell(children=pupils, on=timezone.localdate(at))
    for person in [*pupils, *sorted(guardians)]:
        yield QueuedMessage(
            kind=MessageKind.RESULT_PUBLISHED,
            person_id=person,
            dedupe_key=f"result:{publication.pk}:{person}",
        )
