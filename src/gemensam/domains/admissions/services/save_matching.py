"""Say which column holds what."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.file_fields import FIELDS, required_codes
from gemensam.domains.admissions.models import ImportBatch
from gemensam.domains.admissions.states import ImportEvent, next_import_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


class MatchingRefused(Exception):
    """The matching cannot be used. ``missing``: fields without a column; ``twice``: columns used twice."""

    def __init__(self, missing: tuple[str, ...], twice: tuple[int, ...]) -> None:
        super().__init__(f"missing {missing}, twice {twice}")
        self.missing = missing
        self.twice = twice


@transaction.atomic
def save_matching(
    *,
    actor: Actor,
    batch_id: UUID,
    mapping: Mapping[str, int],
    registered_at: datetime | None,
    at: datetime,
) -> ImportBatch:
    """Keep field → column index (from 0) and, for grade files without dates, when the grades were registered.

    Raises MatchingRefused with everything that is missing at once, TransitionRefused or PermissionDenied.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch_id)
    policies.require(actor, Permission.IMPORT_UPLOAD, batch)
    known = {field.code for field in FIELDS[batch.kind]}
    wanted = {
        code: index for code, index in mapping.items() if code in known and 0 <= index < len(batch.columns)
    }
    missing = required_codes(batch.kind, wanted)
    twice = tuple(sorted(index for index in set(wanted.values()) if list(wanted.values()).count(index) > 1))
    if missing or twice:
        raise MatchingRefused(missing, twice)
    batch.state = next_import_state(batch.state, ImportEvent.MATCH)
    batch.mapping, batch.registered_at = wanted, registered_at or batch.registered_at
    batch.save()
    record(
        actor=actor,
        event=AuditEvent.IMPORT_MATCHED,
        target_type="import_batch",
        target_id=str(batch.pk),
        organisation_id=batch.sender_id,
        facts={"fields": sorted(wanted)},
        at=at,
    )
    return batch
