"""Sending in: the deadline by the server's clock, lateness choice by choice, receipts, and who is told."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from gemensam.domains.admissions.models import Application, CalendarDate, Choice
from gemensam.domains.applications.models import Filing
from gemensam.domains.applications.queries.my_application import my_draft
from gemensam.domains.applications.services.discard_changes import discard_changes
from gemensam.domains.applications.services.open_draft import open_draft
from gemensam.domains.applications.services.register_applicant import NewApplicant, register_applicant
from gemensam.domains.applications.services.submit_application import SendingRefused, submit_application
from gemensam.domains.applications.services.withdraw_application import withdraw_application
from gemensam.domains.applications.states import StaleDraft, TransitionRefused
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person, SecurityMarking
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.rules.deadlines import Moment, clock, instant
from tests.factories.applying import DATES, JANUARY, JUNE, RE_CHOICE, Applying, make_applying, person_actor
from tests.factories.small_round import YEAR, civic_number, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Applying:
    return make_applying()


def stored(world: Applying) -> str:
    """The choices in the register, late ones with a star: "VO* TE"."""
    rows = Choice.objects.filter(application__person=world.pupil).order_by("rank")
    return " ".join(world.codes([row.offering_id]) + "*" * row.late for row in rows)


def test_application_sent_in_time_is_written_through_with_a_receipt(world):
    filing = world.send("TE VO SA")
    assert stored(world) == "TE VO SA"
    application = Application.objects.get(person=world.pupil)
    assert filing.receipt == f"{application.reference}-1"
    assert (filing.kind, filing.phase, filing.sent_at) == ("sent", "application", JANUARY)


def test_application_of_a_fifteen_year_old_without_a_guardians_word_counts(world):
    world.send("TE")
    assert stored(world) == "TE"
    kinds = sorted(OutboxMessage.objects.values_list("kind", "person_id"))
    assert kinds == sorted(
        [("application_received", world.pupil.pk), ("ward_application_received", world.guardian.pk)]
    )


def test_guardian_of_a_protected_pupil_is_not_told(world):
    Person.objects.filter(pk=world.pupil.pk).update(security_marking=SecurityMarking.CONFIDENTIAL)
    world.send("TE")
    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["application_received"]


def test_order_of_scenario_12_sent_on_1_june_makes_two_choices_late(world):
    world.send("TE VO SA")
    filing = world.send("VO SA TE", at=JUNE)
    assert stored(world) == "VO* SA* TE"
    assert [choice["late"] for choice in filing.choices] == [True, True, False]


def test_order_of_scenario_13_sent_on_1_june_makes_only_the_new_choice_late(world):
    world.send("TE VO SA")
    world.send("VO SA BA", at=JUNE)
    assert stored(world) == "VO SA BA*"


def test_changes_during_re_choice_are_in_time_and_are_the_new_measure(world):
    world.send("TE VO SA")
    world.send("SA BA", at=RE_CHOICE)
    assert stored(world) == "SA BA"
    world.send("BA SA", at=JUNE)
    assert stored(world) == "BA* SA"


def test_first_application_after_the_last_day_is_late(world):
    world.send("TE", at=JUNE)
    assert stored(world) == "TE*"


def test_choice_of_a_stopped_programme_gives_a_new_one_in_time(world):
    world.send("TE VO")
    world.offerings["TE"].cancelled = True
    world.offerings["TE"].save()
    world.send("BA VO", at=JUNE)
    assert stored(world) == "BA VO"


@pytest.mark.parametrize(
    ("day", "seconds", "last"),
    [
        (date(2027, 3, 28), clock(2, 30), datetime(2027, 3, 28, 1, 0, 0, tzinfo=UTC)),  # put forward at 02:00
        (date(2027, 10, 31), clock(2, 30), datetime(2027, 10, 31, 1, 30, 0, tzinfo=UTC)),  # put back at 03:00
    ],
)
def test_deadline_on_a_night_when_the_clock_is_put_is_kept_to_the_second(world, day, seconds, last):
    CalendarDate.objects.exclude(event="application_opens").delete()
    CalendarDate.objects.create(
        office=world.small.office, year=YEAR, event="application_closes",
        at=instant(Moment(day, seconds), closing=True),
    )  # fmt: skip
    world.send("TE", at=last + timedelta(microseconds=999_999))
    assert stored(world) == "TE"
    world.send("TE VO", at=last + timedelta(seconds=1))
    assert stored(world) == "TE VO*"


@pytest.mark.parametrize(
    "at",
    [
        DATES["application_opens"] - timedelta(seconds=1),
        DATES["application_closes"] + timedelta(seconds=1),
        DATES["final_cutoff"] + timedelta(seconds=1),
        DATES["handed_over"] + timedelta(seconds=1),
    ],
)
def test_application_when_nothing_is_taken_in_is_refused_and_kept(world, at):
    draft = world.write("TE", at)
    with pytest.raises(SendingRefused) as refusal:
        submit_application(actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=at)
    assert refusal.value.code == "closed"
    draft.refresh_from_db()
    assert (draft.state, Filing.objects.count(), Application.objects.count()) == ("draft", 0, 0)


def test_same_press_twice_is_one_filing(world):
    draft = world.write("TE")
    key = uuid4()
    first, second = (
        submit_application(actor=world.actor, draft_id=draft.pk, version=draft.version, key=key, at=JANUARY)
        for _ in range(2)
    )
    assert first == second
    assert (Filing.objects.count(), OutboxMessage.objects.count()) == (1, 2)


def test_another_press_without_a_change_is_refused(world):
    draft = world.write("TE")
    for outcome in ("sent", "refused"):
        send = {
            "actor": world.actor,
            "draft_id": draft.pk,
            "version": draft.version,
            "key": uuid4(),
            "at": JANUARY,
        }
        if outcome == "sent":
            submit_application(**send)
        else:
            with pytest.raises(TransitionRefused):
                submit_application(**send)


def test_version_saved_after_the_review_is_not_sent_unseen(world):
    draft = world.write("TE")
    world.write("TE VO")
    with pytest.raises(StaleDraft):
        submit_application(
            actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=JANUARY
        )
    assert Filing.objects.count() == 0


def test_someone_who_turns_20_in_the_year_is_pointed_elsewhere(world):
    Person.objects.filter(pk=world.pupil.pk).update(birth_date=date(2007, 12, 31))
    with pytest.raises(SendingRefused) as refusal:
        world.send("TE")
    assert refusal.value.code == "too_old"
    Person.objects.filter(pk=world.pupil.pk).update(birth_date=date(2008, 1, 1))
    world.send("TE")
    assert stored(world) == "TE"


def test_others_application_is_not_found_and_not_written(world):
    draft = world.write("TE")
    other = person_actor(Role.PUPIL, person(50))
    with pytest.raises(draft.DoesNotExist):
        submit_application(actor=other, draft_id=draft.pk, version=draft.version, key=uuid4(), at=JANUARY)


def test_guardian_may_not_send_unless_the_office_says_so(world):
    draft = world.write("TE")
    world.send("TE VO")
    with pytest.raises(PermissionDenied):
        submit_application(actor=world.guardian_actor, draft_id=draft.pk, version=3, key=uuid4(), at=JANUARY)


def test_withdrawn_application_leaves_the_round_and_keeps_what_was_written(world):
    world.send("TE VO")
    draft = world.open()
    filing = withdraw_application(
        actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=RE_CHOICE
    )
    assert (stored(world), filing.kind, filing.choices) == ("", "withdrawn", [])
    world.send("TE VO", at=JUNE)
    assert stored(world) == "TE* VO*"


def test_discarded_changes_leave_what_was_sent(world):
    world.send("TE VO")
    draft = world.write("BA")
    discard_changes(actor=world.actor, draft_id=draft.pk, version=draft.version, at=JANUARY)
    draft.refresh_from_db()
    assert draft.state == "sent"
    assert stored(world) == "TE VO"


def test_what_others_decided_about_a_choice_stays_when_it_is_moved(world):
    world.send("TE VO")
    Choice.objects.filter(offering=world.offerings["VO"]).update(test_points=7, reception="second_hand")
    world.send("VO TE", at=RE_CHOICE)
    row = Choice.objects.get(offering=world.offerings["VO"])
    assert (row.rank, row.test_points, row.reception) == (1, 7, "second_hand")


def test_address_that_was_given_is_where_messages_go(world):
    world.send("TE")
    assert Person.objects.get(pk=world.pupil.pk).email == "elev@example.invalid"


def test_someone_from_another_county_is_registered_once_and_can_apply(world):
    number = civic_number(77)
    new = NewApplicant(number, "Nils", "Långväga", "2380", "nils@example.invalid", protected=False)
    first, second = (
        register_applicant(actor=world.small.officer, applicant=new, at=JANUARY) for _ in range(2)
    )
    assert first == second
    owner = Person.objects.get(pk=first)
    actor = person_actor(Role.PUPIL, owner)
    open_draft(actor=actor, office_id=world.small.office.pk, year=YEAR, person_id=first, at=JANUARY)
    view = my_draft(actor, office_id=world.small.office.pk, year=YEAR, at=JANUARY)
    assert (view.from_elsewhere, Account.objects.get().person_id) == (True, first)


def test_registering_by_someone_outside_the_office_is_denied(world):
    new = NewApplicant(civic_number(77), "Nils", "Långväga", "2380", "nils@example.invalid", protected=False)
    with pytest.raises(PermissionDenied):
        register_applicant(actor=world.actor, applicant=new, at=JANUARY)
    assert Person.objects.filter(family_name="Långväga").count() == 0


def test_applicant_registered_in_doubt_is_protected_and_without_home(world):
    new = NewApplicant(civic_number(77), "Nils", "Långväga", "2380", "nils@example.invalid", protected=True)
    owner = Person.objects.get(pk=register_applicant(actor=world.small.officer, applicant=new, at=JANUARY))
    assert (owner.security_marking, owner.home_municipality) == ("confidential", "")
