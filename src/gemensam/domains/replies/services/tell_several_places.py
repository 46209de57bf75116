"""Tell an applicant, and each of the offices, that places are held at more than one office. Nothing is taken away."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gemensam.domains.replies.queries.replies import accepted_at_several
from gemensam.domains.replies.services._telling import tell
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.accounts.queries import staff_to_tell
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind

# without permission: the schedule does it for everyone; each office reads its own on its page


@transaction.atomic
def tell_several_places(*, year: int, at: datetime) -> int:
    """Queue the messages about everyone who holds places at several offices; how many were new.

    The same pair of places is told once, however often this is run.
    """
    new = 0
    for person, replies in accepted_at_several(year=year, now=at).items():
        pair = "+".join(sorted(row.pk.hex[:8] for row in replies))
        told = tell(MessageKind.SEVERAL_PLACES, [person], f"several:{pair}", at=at)
        for row in replies:
            office = row.application.office
            staff = staff_to_tell(Permission.REPLY_DECIDE, office.organisation_id, on=timezone.localdate(at))
            key = f"several:{pair}:{office.pk.hex[:8]}"
            told += tell(
                MessageKind.SEVERAL_PLACES_OFFICE, staff, key, at=at, guardians=False,
                context={"path": "/svarslage/"},
            )  # fmt: skip
        if told:
            record(
                actor=SYSTEM,
                event=AuditEvent.SEVERAL_PLACES_TOLD,
                target_type="directory.person",
                target_id=str(person),
                facts={"offices": len(replies)},
                at=at,
            )
        new += told
    return new
