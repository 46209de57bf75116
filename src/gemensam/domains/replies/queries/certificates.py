"""Whether a certificate is genuine and still holds: for anyone with its code, and without saying whose it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.offers import offer
from gemensam.domains.replies.models import Certificate
from gemensam.domains.replies.queries.starts import reply_or_start
from gemensam.domains.replies.states import ReplyState

CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another
CODE_LENGTH = 16
_HOLDS = (ReplyState.ACCEPTED, ReplyState.ACCEPTED_BY_DEFAULT)


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """What is told of a code. ``offering_id`` only for one that holds."""

    holds: bool
    issued_at: datetime | None
    offering_id: UUID | None


def plain_code(text: str) -> str:
    """The code as it is stored, with whatever between its signs and in whichever case it was typed."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def check_certificate(code: str, *, now: datetime) -> CertificateCheck:
    """Tell whether the paper with the code holds now. Unknown and no longer valid look alike."""
    row = Certificate.objects.filter(code=plain_code(code)).first()
    nothing = CertificateCheck(False, None, None)
    if row is None:
        return nothing
    latest = offer(row.application_id, now=now)
    if latest is None:
        return nothing
    reply = reply_or_start(latest)
    if reply.state not in _HOLDS or reply.offering_id != row.offering_id:
        return nothing
    return CertificateCheck(True, row.issued_at, row.offering_id)
