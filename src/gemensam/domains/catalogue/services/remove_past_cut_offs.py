"""Remove earlier years that should not have been kept."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import PastCutOff
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.editions import Register, renew

_CHUNK = 100


@transaction.atomic
def remove_past_cut_offs(*, actor: Actor, keys: Sequence[tuple[str, ...]], at: datetime) -> int:
    """Remove the rows, named by school unit code, study path, offering code and year; return how many.

    Raises PermissionDenied.
    """
    policies.require(actor, Permission.OFFERING_CHANGE)
    removed = 0
    for start in range(0, len(keys), _CHUNK):
        wanted = Q()
        for unit, path, code, year in keys[start : start + _CHUNK]:
            wanted |= Q(
                school_unit__school_unit_code=unit, study_path=path, offering_code=code, year=int(year)
            )
        removed += PastCutOff.objects.filter(wanted).delete()[0]
    renew(Register.PAST_CUT_OFFS)
    record(
        actor=actor,
        event=AuditEvent.PAST_CUT_OFFS_REMOVED,
        target_type="catalogue",
        target_id="past",
        facts={"removed": removed},
        at=at,
    )
    return removed
