"""A small round whose final result is shown, with people who may reply to it.

Six applicants all want NA-1 (two seats), SA-1 (one) and BA-1 (two): 0 and 1 are at NA-1, 2 at SA-1 and 3 and 4 at
BA-1, each in the queues of what they ranked higher; 5 has no place and stands in all three.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from gemensam.domains.admissions.models import AllocationRun, Application, CalendarDate
from gemensam.domains.replies.tasks import open_results
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person, Responsible
from tests.factories.small_county import prepare, publish
from tests.factories.small_round import YEAR, SmallRound, make_small_round, person
from tests.remembered import remembered

SHOWN = datetime(2027, 7, 1, 7, 0, tzinfo=UTC)
DUE = datetime(2027, 7, 26, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def family(role: Role, member: Person) -> Actor:
    """A pupil or a guardian with an account."""
    return Actor(uuid4(), member.pk, member.given_name, (Grant(role, None, date(2020, 1, 1)),))


@dataclass(slots=True)
class SmallReplies:
    """What the maker made."""

    small: SmallRound
    ran: AllocationRun | None = None

    @property
    def run(self) -> AllocationRun:
        """The run that is shown."""
        assert self.ran is not None
        return self.ran

    def application(self, number: int) -> Application:
        """Applicant ``number``, best first."""
        return self.small.applications[number]

    def pupil(self, number: int) -> Actor:
        """The applicant as someone who acts."""
        return family(Role.PUPIL, self.application(number).person)

    def guardian(self, number: int, serial: int = 90) -> Actor:
        """A guardian of the applicant's."""
        adult = person(serial, given="Vera", family="Vuxen")
        child = self.application(number).person
        Responsible.objects.create(child=child, guardian=adult, has_custody=True, starts=date(2011, 1, 1))
        return family(Role.GUARDIAN, adult)

    def offering(self, code: str) -> UUID:
        """The id of an offering."""
        return self.small.offerings[code].pk


@remembered
def make_small_replies(*, opened: bool = True, applicants: int = 6) -> SmallReplies:
    """Make it: the final result is shown at ``SHOWN``, the last moment to reply is ``DUE``."""
    return show(make_unshown_replies(applicants=applicants), opened=opened)


@remembered
def make_unshown_replies(*, applicants: int = 6) -> SmallReplies:
    """The same before the round is run."""
    small = make_small_round(applicants=applicants)
    CalendarDate.objects.create(office=small.office, year=YEAR, event="reply_due", at=DUE)
    return SmallReplies(small)


def show(made: SmallReplies, *, opened: bool = True) -> SmallReplies:
    """Run the round, publish it, and let the schedule open the replies."""
    made.ran = prepare(made.small.officer, made.small.round.pk, at=SHOWN - timedelta(hours=2))
    publish(made.small, made.small.round.pk, made.ran, at=SHOWN)
    if opened:
        open_results(SHOWN + SECOND)
    return made
