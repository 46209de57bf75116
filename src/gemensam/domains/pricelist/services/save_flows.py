"""Save how many pupils go from each municipality to each other, by education."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.inputs.flow_table import FlowValues
from gemensam.domains.pricelist.models import PupilFlow
from gemensam.domains.pricelist.services._turn import locked_round, note
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def save_flows(
    *, actor: Actor, round_id: UUID, flows: Sequence[FlowValues], source: str, at: datetime
) -> int:
    """Let these flows take the place of the round's; how many rows. The same again changes nothing.

    ``source``: table, file, admissions or placements. Raises PermissionDenied.
    """
    round_ = locked_round(actor, round_id, Permission.PRICE_ROUND_MANAGE)
    existing = {
        (one.home_code, one.provider_code, one.code, one.orientation): one.pupils
        for one in PupilFlow.objects.filter(round=round_)
    }
    wanted = {(one.home, one.provider, one.code, one.orientation): one.pupils for one in flows}
    if existing == wanted:
        return len(wanted)
    PupilFlow.objects.filter(round=round_).delete()
    PupilFlow.objects.bulk_create(
        PupilFlow(
            round=round_,
            home_code=home,
            provider_code=provider,
            code=code,
            orientation=orientation,
            pupils=pupils,
            source=source,
        )
        for (home, provider, code, orientation), pupils in wanted.items()
    )
    note(
        round_,
        "flows",
        actor=actor,
        audit_event=AuditEvent.PRICE_FLOWS_SAVED,
        at=at,
        facts={"rows": len(wanted), "source": source},
    )
    return len(wanted)
