"""The sender confirms that the control totals are right."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import ImportBatch
from gemensam.domains.admissions.states import ImportEvent, next_import_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


class ConfirmRefused(Exception):
    """It cannot be confirmed so. ``code``: no_reason or until_has_passed, for offerings that the file stops."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _concerns_applicants(batch: ImportBatch) -> bool:
    """Whether the preview stops an offering that someone has chosen."""
    preview = json.loads(batch.preview) if batch.preview else {}
    return any(one["concerned"] for one in preview.get("stops", ()))


@transaction.atomic
def confirm_import(
    *,
    actor: Actor,
    batch_id: UUID,
    at: datetime,
    stop_reason: str = "",
    re_choice_until: datetime | None = None,
) -> ImportBatch:
    """Confirm the totals shown in the preview.

    A file that stops offerings which someone has chosen needs a reason and a last day to choose anew, as when they
    are stopped on the page. Raises ConfirmRefused, TransitionRefused or PermissionDenied.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch_id)
    policies.require(actor, Permission.IMPORT_COMMIT, batch)
    batch.state = next_import_state(batch.state, ImportEvent.CONFIRM)
    if _concerns_applicants(batch):
        if not stop_reason.strip():
            raise ConfirmRefused("no_reason")
        if re_choice_until is None or re_choice_until <= at:
            raise ConfirmRefused("until_has_passed")
    batch.stop_reason, batch.re_choice_until = stop_reason.strip()[:500], re_choice_until
    batch.confirmed_at, batch.confirmed_by = at, actor.account_id
    batch.save(update_fields=["state", "confirmed_at", "confirmed_by", "stop_reason", "re_choice_until"])
    record(
        actor=actor,
        event=AuditEvent.IMPORT_CONFIRMED,
        target_type="import_batch",
        target_id=str(batch.pk),
        organisation_id=batch.sender_id,
        facts={"rows": batch.totals.get("rows"), "merit": batch.totals.get("merit")},
        at=at,
    )
    return batch
