"""Keep what each person was shown, and when."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import ResultPage, ShownResult
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def record_shown_result(*, actor: Actor, page_id: int, at: datetime) -> None:
    """Note that the actor's account has been shown the page. The first time is also an audit event.

    Raises PermissionDenied when the page is not the actor's to see.
    """
    # without permission: visible_result_pages below holds only what the actor may see, and no page is a refusal
    page = (
        policies.visible_result_pages(actor, ResultPage.objects.all(), on=timezone.localdate(at))
        .filter(pk=page_id)
        .first()
    )
    if page is None or actor.account_id is None:
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    shown, first = ShownResult.objects.get_or_create(
        page=page,
        account_id=actor.account_id,
        defaults={"digest": page.digest, "first_at": at, "last_at": at},
    )
    if not first:
        ShownResult.objects.filter(pk=shown.pk).update(last_at=at, times=F("times") + 1)
        return
    record(
        actor=actor,
        event=AuditEvent.RESULT_SHOWN,
        target_type="result_page",
        target_id=str(page.pk),
        facts={"digest": page.digest},
        at=at,
    )
