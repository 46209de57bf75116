"""Two processes at the same moment, two hundred times: two tabs, a double press, two guardians.

Both wait for each other before every round, so that they meet. The control takes the lock away and must lose.
"""

import multiprocessing
from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid5

import pytest

from tests.crashes import CrashDatabase

pytestmark = [pytest.mark.crash, pytest.mark.slow]
ROUNDS = 200
NAMESPACE = UUID("5b0c5f5e-3f0a-4a57-9f43-6f2d1f6a0a10")


def _make() -> tuple[UUID, UUID]:
    from tests.factories.applying import make_applying

    world = make_applying()
    return world.write("TE VO SA").pk, world.guardian.pk


def _actor(draft_id: UUID):
    from gemensam.domains.applications.models import Draft
    from gemensam.foundation.access.roles import Role
    from tests.factories.applying import person_actor

    return person_actor(Role.PUPIL, Draft.objects.select_related("person").get(pk=draft_id).person)


def _guardians(draft_id: UUID) -> None:
    """The office lets guardians write, and there is a second one who lives apart."""
    from datetime import date

    from gemensam.domains.applications.models import ApplicationSettings, Draft
    from gemensam.foundation.directory.models import Person, Responsible
    from tests.factories.small_round import person

    draft = Draft.objects.get(pk=draft_id)
    ApplicationSettings.objects.create(office_id=draft.office_id, guardians_edit=True)
    other = person(60, given="Otto")
    Person.objects.filter(pk=other.pk).update(birth_date=date(1979, 1, 1))
    Responsible.objects.create(
        child_id=draft.person_id, guardian=other, has_custody=True, starts=date(2011, 1, 1)
    )


def _save(draft_id: UUID, barrier, mine: int, rounds: int, guarded: bool) -> list[str]:
    """Two tabs of the pupil."""
    return _saving(_actor(draft_id), draft_id, barrier, mine, rounds, guarded)


def _save_as_guardians(draft_id: UUID, barrier, mine: int, rounds: int, guarded: bool) -> list[str]:
    """Two guardians, each at home with her own."""
    from gemensam.domains.applications.models import Draft
    from gemensam.foundation.access.roles import Role
    from gemensam.foundation.directory.models import Responsible
    from tests.factories.applying import person_actor

    child = Draft.objects.get(pk=draft_id).person_id
    guardians = [
        one.guardian for one in Responsible.objects.filter(child=child).order_by("guardian__given_name")
    ]
    actor = person_actor(Role.GUARDIAN, guardians[mine - 1])
    return _saving(actor, draft_id, barrier, mine, rounds, guarded)


def _saving(actor, draft_id: UUID, barrier, mine: int, rounds: int, guarded: bool) -> list[str]:
    """Read the version together, then save one's own list: what became of each."""
    from gemensam.domains.applications.inputs.content import read
    from gemensam.domains.applications.models import Draft
    from gemensam.domains.applications.services import save_draft as service
    from gemensam.domains.applications.states import StaleDraft
    from tests.factories.applying import JANUARY

    if not guarded:
        service.refuse_stale = lambda *_arguments: None
    outcomes = []
    for number in range(rounds):
        draft = Draft.objects.get(pk=draft_id)
        choices = read(draft.content).choices
        turned = (
            choices[mine:] + choices[:mine] if number % 2 else choices[::-1][mine:] + choices[::-1][:mine]
        )
        barrier.wait(60)
        try:
            service.save_draft(
                actor=actor, draft_id=draft_id, version=draft.version, step="choices",
                change=lambda content, new=turned: replace(content, choices=new), at=JANUARY,
            )  # fmt: skip
            outcomes.append("saved")
        except StaleDraft:
            outcomes.append("asked")
        barrier.wait(60)
    return outcomes


def _press(draft_id: UUID, barrier, mine: int, rounds: int, guarded: bool) -> list[int]:
    """Change the list in one of the two, then both press with the same key: the numbers of the filings."""
    from gemensam.domains.applications.models import Draft
    from gemensam.domains.applications.services import submit_application as service
    from gemensam.domains.applications.states import TransitionRefused
    from tests.factories.applying import JANUARY

    if not guarded:
        service.next_draft_state = lambda state, _event: state
    actor, numbers = _actor(draft_id), []
    for number in range(rounds):
        if mine == 1:
            Draft.objects.filter(pk=draft_id).update(state="draft" if number == 0 else "changed")
        barrier.wait(60)
        draft = Draft.objects.get(pk=draft_id)
        barrier.wait(60)
        key = uuid5(NAMESPACE, str(number) if guarded else f"{number}:{mine}")
        try:
            sent = service.submit_application(
                actor=actor, draft_id=draft_id, version=draft.version, key=key, at=JANUARY
            )
            numbers.append(sent.number)
        except TransitionRefused:
            numbers.append(0)
        barrier.wait(60)
    return numbers


class _Heedless:
    """A manager that makes one more instead of finding the one that is there."""

    def __init__(self, manager) -> None:
        self._manager = manager

    def __getattr__(self, name: str):
        return getattr(self._manager, name)

    def get_or_create(self, *, defaults, **values):
        return self._manager.create(**values, **defaults), True


def _confirm(draft_id: UUID, barrier, mine: int, rounds: int, guarded: bool) -> list[int]:
    """How many confirmations there are after both have pressed; -1 for who was met by a fault."""
    from django.db import IntegrityError

    from gemensam.domains.applications.models import Draft, GuardianConfirmation
    from gemensam.domains.applications.services import confirm_application as service
    from gemensam.foundation.access.roles import Role
    from gemensam.foundation.directory.models import Responsible
    from tests.factories.applying import JANUARY, person_actor

    person = Draft.objects.get(pk=draft_id).person_id
    actor = person_actor(Role.GUARDIAN, Responsible.objects.get(child=person).guardian)
    kept, counts = GuardianConfirmation.objects, []
    if not guarded:
        service.GuardianConfirmation.objects = _Heedless(kept)
    for _number in range(rounds):
        barrier.wait(60)
        try:
            service.confirm_application(actor=actor, draft_id=draft_id, filing_number=1, at=JANUARY)
            met = 0
        except IntegrityError:
            met = -1
        barrier.wait(60)
        counts.append(met or kept.count())
        barrier.wait(60)
        if mine == 1:
            GuardianConfirmation.objects.all().delete()
    return counts


def _send(draft_id: UUID) -> None:
    from uuid import uuid4

    from gemensam.domains.applications.models import Draft
    from gemensam.domains.applications.services.submit_application import submit_application
    from tests.factories.applying import JANUARY

    draft = Draft.objects.get(pk=draft_id)
    submit_application(
        actor=_actor(draft_id), draft_id=draft_id, version=draft.version, key=uuid4(), at=JANUARY
    )


def race(database: CrashDatabase, work, draft_id: UUID, rounds: int, *, guarded: bool = True) -> list[tuple]:
    """What the two got in each round."""
    barrier = multiprocessing.Barrier(2)
    running = [database.start(work, draft_id, barrier, mine, rounds, guarded) for mine in (1, 2)]
    first, second = [one.end().value for one in running]
    return list(zip(first, second, strict=True))


@pytest.fixture
def draft_id(crash_database: CrashDatabase) -> UUID:
    return crash_database.run(_make).value[0]


def test_two_tabs_that_save_at_once_two_hundred_times_save_one_and_ask_one(crash_database, draft_id):
    outcomes = race(crash_database, _save, draft_id, ROUNDS)
    assert Counter(tuple(sorted(one)) for one in outcomes) == {("asked", "saved"): ROUNDS}


def test_two_tabs_without_the_check_of_the_version_lose_a_list(crash_database, draft_id):
    outcomes = race(crash_database, _save, draft_id, 10, guarded=False)
    assert ("saved", "saved") in outcomes


def test_double_press_two_hundred_times_gives_one_filing_each(crash_database, draft_id):
    numbers = race(crash_database, _press, draft_id, ROUNDS)
    assert numbers == [(number, number) for number in range(1, ROUNDS + 1)]


def test_double_press_with_a_key_each_and_no_state_is_filed_twice(crash_database, draft_id):
    numbers = race(crash_database, _press, draft_id, 5, guarded=False)
    assert [sorted(pair) for pair in numbers] == [[number, number + 1] for number in range(1, 11, 2)]


def test_two_guardians_who_save_at_once_two_hundred_times_save_one_and_ask_one(crash_database, draft_id):
    crash_database.run(_guardians, draft_id)
    outcomes = race(crash_database, _save_as_guardians, draft_id, ROUNDS)
    assert Counter(tuple(sorted(one)) for one in outcomes) == {("asked", "saved"): ROUNDS}


def test_two_guardians_without_the_check_of_the_version_lose_a_list(crash_database, draft_id):
    crash_database.run(_guardians, draft_id)
    outcomes = race(crash_database, _save_as_guardians, draft_id, 10, guarded=False)
    assert ("saved", "saved") in outcomes


def test_guardian_who_confirms_twice_at_once_confirms_once(crash_database, draft_id):
    crash_database.run(_send, draft_id)
    assert race(crash_database, _confirm, draft_id, ROUNDS) == [(1, 1)] * ROUNDS


def test_guardian_who_confirms_twice_at_once_without_looking_first_meets_a_fault(crash_database, draft_id):
    crash_database.run(_send, draft_id)
    assert [sorted(pair) for pair in race(crash_database, _confirm, draft_id, 5, guarded=False)] == [
        [-1, 1]
    ] * 5
