"""Keep what each person was shown, and when."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
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
        .only("pk", "digest")
        .first()
    )
    if page is None or actor.account_id is None:
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    if _times_shown(page, actor.account_id, at) > 1:
        return
    record(
        actor=actor,
        event=AuditEvent.RESULT_SHOWN,
        target_type="result_page",
        target_id=str(page.pk),
        facts={"digest": page.digest},
        at=at,
    )


def _times_shown(page: ResultPage, account_id: UUID, at: datetime) -> int:
    """Count this time in one statement, so that two at once are counted as two and only one is the first."""
    table = ShownResult._meta.db_table
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" (page_id, account_id, digest, first_at, last_at, times) '  # noqa: S608 - our own names
            "VALUES (%s, %s, %s, %s, %s, 1) ON CONFLICT (page_id, account_id) "
            f'DO UPDATE SET last_at = excluded.last_at, times = "{table}".times + 1 RETURNING times',
            [page.pk, ShownResult._meta.get_field("account_id").get_db_prep_save(account_id, connection),
             page.digest, moment, moment],
        )  # fmt: skip
        return int(cursor.fetchone()[0])
