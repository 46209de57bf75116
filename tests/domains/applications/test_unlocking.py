"""Unlocking: by the school's counsellor, between the windows only, until the moment, and what is sent is late."""

from datetime import timedelta
from uuid import uuid4

import pytest

from gemensam.domains.admissions.models import Application, Choice
from gemensam.domains.applications.models import ApplicationUnlock, Draft, Filing
from gemensam.domains.applications.services.submit_application import SendingRefused
from gemensam.domains.applications.services.unlock_application import UnlockRefused, unlock_application
from gemensam.domains.applications.services.withdraw_application import withdraw_application
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.applying import DATES, JANUARY, JUNE, Applying, make_applying
from tests.factories.small_round import YEAR, staff

pytestmark = pytest.mark.django_db
BETWEEN = DATES["application_closes"] + timedelta(days=9)
LATER = BETWEEN + timedelta(days=2)


@pytest.fixture
def world() -> Applying:
    made = make_applying()
    made.send("TE VO")
    Application.objects.filter(person=made.pupil).update(school_unit=made.small.feeder)
    return made


def unlock(world: Applying, actor: Actor | None = None, *, at=BETWEEN, until=LATER) -> ApplicationUnlock:
    return unlock_application(
        actor=actor or staff(Role.COUNSELLOR, world.small.feeder), office_id=world.small.office.pk, year=YEAR,
        person_id=world.pupil.pk, reason="Var sjuk", until=until, at=at,
    )  # fmt: skip


def test_unlocked_application_can_be_sent_and_what_is_new_is_late(world: Applying):
    with pytest.raises(SendingRefused, match="closed"):  # the control: locked without it
        world.send("SA TE VO", BETWEEN)
    unlock(world)
    filing = world.send("SA TE VO", BETWEEN + timedelta(hours=1))
    assert [(one["title"], one["late"]) for one in filing.choices] == [
        ("Program SA", True), ("Program TE", False), ("Program VO", False),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(event="application.unlocked").count() == 1
    told = OutboxMessage.objects.filter(kind="application_unlocked")
    assert [(one.person_id, one.context) for one in told] == [(world.pupil.pk, {"path": "/min-ansokan/"})]


def test_unlocked_application_is_locked_again_after_the_moment(world: Applying):
    unlock(world)
    with pytest.raises(SendingRefused, match="closed"):
        world.send("SA", LATER + timedelta(seconds=1))


def test_unlocked_application_can_be_taken_back(world: Applying):
    draft, at = Draft.objects.get(), BETWEEN + timedelta(hours=1)

    def withdraw() -> Filing:
        return withdraw_application(
            actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=at
        )

    with pytest.raises(SendingRefused, match="closed"):  # the control: locked without it
        withdraw()
    unlock(world)
    filing = withdraw()
    assert (filing.kind, filing.phase, Choice.objects.filter(application__person=world.pupil).count()) == (
        "withdrawn", "late", 0,
    )  # fmt: skip


def test_unlock_application_again_gives_another_end(world: Applying):
    unlock(world)
    unlock(world, at=BETWEEN + timedelta(hours=1), until=BETWEEN + timedelta(hours=2))
    with pytest.raises(SendingRefused, match="closed"):
        world.send("SA", BETWEEN + timedelta(hours=3))


def test_unlock_application_never_beyond_the_next_window(world: Applying):
    assert unlock(world, until=DATES["handed_over"]).until == DATES["re_choice_opens"]


@pytest.mark.parametrize(
    ("at", "until", "code"),
    [
        (JANUARY, LATER, "open"),
        (JUNE, DATES["handed_over"], "open"),  # late sending is taken in
        (DATES["final_cutoff"] + timedelta(hours=1), DATES["handed_over"], "closed"),
        (DATES["handed_over"] + timedelta(hours=1), DATES["handed_over"] + timedelta(days=9), "closed"),
        (BETWEEN, BETWEEN, "past"),
    ],
)
def test_unlock_application_where_the_rules_do_not_allow_is_refused(world: Applying, at, until, code: str):
    with pytest.raises(UnlockRefused, match=code):
        unlock(world, at=at, until=until)


@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.SCHOOL_ADMINISTRATOR, Role.COUNSELLOR])
def test_unlock_application_by_another_role_or_school_is_refused(world: Applying, role: Role):
    place = world.small.school if role is Role.COUNSELLOR else world.small.feeder
    with pytest.raises((PermissionDenied, UnlockRefused)):
        unlock(world, staff(role, place))
    assert ApplicationUnlock.objects.count() == 0
