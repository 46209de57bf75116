"""When an application is taken in, and which choices would be late: said before anyone confirms."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.own_application import sending_dates
from gemensam.domains.admissions.queries.stops import may_choose_anew
from gemensam.domains.applications.models import Draft
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.rules import deadlines


def sending_now(*, office_id: UUID, year: int, at: datetime) -> deadlines.Sending:
    """Return the phase of the office's year at the moment. Public."""
    return deadlines.sending_at(sending_dates(office_id=office_id, year=year), at)


def judged(draft: Draft, choices: Sequence[UUID], *, at: datetime) -> deadlines.Judged[UUID]:
    """Return which of the choices would be late if they were sent at the moment. Takes a draft already let through.

    Someone who chose an education in time that has been stopped since chooses anew without lateness, until the
    day that the office set when it stopped it.
    """
    before = [UUID(one) for one in draft.in_time]
    stopped = offerings(ANONYMOUS, year=draft.year).filter(pk__in=before, cancelled=True)
    excused = may_choose_anew(offering_ids=list(stopped.values_list("pk", flat=True)), at=at)
    sending = sending_now(office_id=draft.office_id, year=draft.year, at=at)
    return deadlines.judge_choices(before, choices, in_time=sending.in_time, excused=excused)
