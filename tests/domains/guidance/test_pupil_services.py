"""Tick, note, hand over: the right counsellor, the wrong one, and twice."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from gemensam.domains.admissions.models import Application
from gemensam.domains.admissions.policies import visible_applications
from gemensam.domains.guidance.models import Handover, PupilNote, PupilTick
from gemensam.domains.guidance.queries.notes import handovers, note_counts, notes_about, sent_handovers
from gemensam.domains.guidance.queries.pupils import own_pupils
from gemensam.domains.guidance.services.hand_over_pupil import HandoverRefused, hand_over_pupil
from gemensam.domains.guidance.services.make_login_letters import make_login_letters
from gemensam.domains.guidance.services.recall_handover import AlreadyReceived, recall_handover
from gemensam.domains.guidance.services.receive_handover import NotHereYet, receive_handover
from gemensam.domains.guidance.services.remove_note import remove_note
from gemensam.domains.guidance.services.tick_pupil import tick_pupil
from gemensam.domains.guidance.services.write_note import write_note
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Enrolment, Person
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.guidance import School, enrol, make_school
from tests.factories.small_round import AT, account_for, person, staff

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    """What the log says, in order."""
    return list(AuditEntry.objects.order_by("seq").values_list("event", flat=True))


def write(
    school: School, *, actor: Actor | None = None, shared: bool = False, text: str = "Vill bli snickare."
) -> PupilNote:
    return write_note(
        actor=actor or school.counsellor, pupil_id=school.pupils[0].pk, note_id=uuid4(), text=text,
        shared=shared, at=AT,
    )  # fmt: skip


def test_tick_pupil_twice_ticks_once_and_untick_takes_it_away():
    school = make_school(applicants=1)
    pupil = school.pupils[0].pk
    before = len(events())
    for done in (True, True, False):
        tick_pupil(actor=school.counsellor, pupil_id=pupil, done=done, at=AT)
    assert PupilTick.objects.count() == 0
    assert events()[before:] == ["pupil.ticked", "pupil.unticked"]


def test_tick_pupil_of_another_school_is_refused():
    school = make_school(applicants=1)
    with pytest.raises(Person.DoesNotExist):
        tick_pupil(actor=school.other_counsellor, pupil_id=school.pupils[0].pk, done=True, at=AT)
    assert PupilTick.objects.count() == 0


def test_write_note_twice_with_the_same_id_writes_once():
    school, number = make_school(applicants=1), uuid4()
    for _press in range(2):
        write_note(
            actor=school.counsellor,
            pupil_id=school.pupils[0].pk,
            note_id=number,
            text="Hej",
            shared=False,
            at=AT,
        )
    assert PupilNote.objects.count() == 1
    assert events().count("pupil_note.written") == 1


def test_notes_are_for_the_author_and_shared_ones_for_the_school():
    school = make_school(applicants=1)
    pupil = school.pupils[0].pk
    colleague = staff(Role.COUNSELLOR, school.small.feeder, "Kollega")
    write(school, text="egen")
    write(school, shared=True, text="delad")
    assert sorted(note.text for note in notes_about(school.counsellor, pupil)) == ["delad", "egen"]
    assert [note.text for note in notes_about(colleague, pupil)] == ["delad"]
    assert notes_about(school.other_counsellor, pupil) == []
    assert notes_about(staff(Role.SCHOOL_HEAD, school.small.feeder), pupil) == []
    assert note_counts(colleague, [pupil]) == {pupil: 1}


def test_note_text_is_encrypted_and_not_in_the_log():
    school = make_school(applicants=1)
    note = write(school, text="Hemlighet åäö")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM guidance_pupilnote")
        assert "Hemlighet" not in str(cursor.fetchone()[0])
    assert not AuditEntry.objects.filter(facts__icontains="Hemlighet").exists()
    assert PupilNote.objects.get(pk=note.pk).text == "Hemlighet åäö"


def test_remove_note_of_a_colleague_is_refused():
    school = make_school(applicants=1)
    note = write(school, shared=True)
    with pytest.raises(PermissionDenied):
        remove_note(actor=staff(Role.COUNSELLOR, school.small.feeder), note_id=note.pk, at=AT)
    remove_note(actor=school.counsellor, note_id=note.pk, at=AT)
    assert PupilNote.objects.count() == 0


def moved(school: School, *, with_notes: bool) -> Handover:
    """The pupil is handed over, and the register then says that she goes to the other school."""
    pupil = school.pupils[0]
    made = hand_over_pupil(
        actor=school.counsellor, pupil_id=pupil.pk, to_unit_id=school.other.pk, with_notes=with_notes, at=AT
    )
    return made


def register_the_move(school: School) -> None:
    Enrolment.objects.filter(person=school.pupils[0]).update(ends=date(2027, 6, 19))
    enrol(school.pupils[0], school.other)
    school.small.applications[0].school_unit = school.other
    school.small.applications[0].save()


def test_hand_over_pupil_takes_sight_from_the_first_school_at_once():
    school = make_school(applicants=2)
    moved(school, with_notes=False)
    assert [one.person.pk for one in own_pupils(school.counsellor, at=AT)] == [school.pupils[1].pk]


def test_hand_over_pupil_gives_the_next_school_sight_only_by_the_register():
    school = make_school(applicants=1)
    made = moved(school, with_notes=True)
    assert own_pupils(school.other_counsellor, at=AT) == []
    assert [line.name for line in handovers(school.other_counsellor, at=AT)] == [""]
    with pytest.raises(NotHereYet):
        receive_handover(actor=school.other_counsellor, handover_id=made.pk, at=AT)
    register_the_move(school)
    receive_handover(actor=school.other_counsellor, handover_id=made.pk, at=AT)
    assert [line.name for line in handovers(school.other_counsellor, at=AT)] == ["Elev0 Prov"]


@pytest.mark.parametrize(("with_notes", "expected"), [(True, ["delad"]), (False, [])])
def test_receive_handover_moves_shared_notes_only_when_allowed(with_notes: bool, expected: list[str]):
    school = make_school(applicants=1)
    write(school, text="egen")
    write(school, shared=True, text="delad")
    made = moved(school, with_notes=with_notes)
    register_the_move(school)
    for _press in range(2):
        receive_handover(actor=school.other_counsellor, handover_id=made.pk, at=AT + timedelta(days=1))
    pupil = school.pupils[0].pk
    assert [note.text for note in notes_about(school.other_counsellor, pupil)] == expected
    assert events().count("handover.received") == 1


def test_hand_over_pupil_tells_the_receiving_counsellor_without_a_name():
    school = make_school(applicants=1)
    counsellor = person(60, given="Bo", family="Vägledare")
    actor = Actor(school.other_counsellor.account_id, counsellor.pk, "Bo", school.other_counsellor.grants)
    account_for(actor)
    moved(school, with_notes=False)
    message = OutboxMessage.objects.get()
    assert (message.kind, message.person_id) == ("pupil_handed_over", counsellor.pk)
    assert message.context == {"path": "/vagledning/elever/overlamningar/"}


def test_hand_over_pupil_to_the_same_school_is_refused():
    school = make_school(applicants=1)
    with pytest.raises(HandoverRefused, match="same_school"):
        hand_over_pupil(
            actor=school.counsellor, pupil_id=school.pupils[0].pk, to_unit_id=school.small.feeder.pk,
            with_notes=False, at=AT,
        )  # fmt: skip


def test_hand_over_pupil_takes_the_application_from_the_whole_first_school():
    school = make_school(applicants=2)
    pupil, reader = school.pupils[0], staff(Role.SCHOOL_ADMINISTRATOR, school.small.feeder)
    everyone = Application.objects.all()
    assert visible_applications(reader, everyone).count() == 2  # the control
    moved(school, with_notes=False)
    assert [one.person_id for one in visible_applications(reader, everyone)] == [school.pupils[1].pk]
    assert [one.person_id for one in visible_applications(school.counsellor, everyone)] == [
        school.pupils[1].pk
    ]
    assert not visible_applications(school.other_counsellor, everyone.filter(person=pupil)).exists()


def test_recall_handover_gives_the_pupil_back_until_it_is_received():
    school = make_school(applicants=1)
    made = moved(school, with_notes=True)
    assert [(one.name, one.to_school) for one in sent_handovers(school.counsellor)] == [
        ("Elev0 Prov", "Bäckskolan")
    ]
    with pytest.raises(Handover.DoesNotExist):
        recall_handover(actor=school.other_counsellor, handover_id=made.pk, at=AT)
    recall_handover(actor=school.counsellor, handover_id=made.pk, at=AT)
    (one,) = own_pupils(school.counsellor, at=AT)
    assert (one.has_applied, sent_handovers(school.counsellor)) == (True, [])
    assert Application.objects.get().school_unit == school.small.feeder


def test_recall_handover_that_is_received_is_refused():
    school = make_school(applicants=1)
    made = moved(school, with_notes=False)
    register_the_move(school)
    receive_handover(actor=school.other_counsellor, handover_id=made.pk, at=AT)
    with pytest.raises(AlreadyReceived):
        recall_handover(actor=school.counsellor, handover_id=made.pk, at=AT)
    assert sent_handovers(school.counsellor) == []


def test_login_letters_are_for_own_unprotected_pupils_and_hold_no_secret():
    school = make_school(applicants=3)
    Person.objects.filter(pk=school.pupils[0].pk).update(security_marking="confidential")
    Person.objects.filter(pk=school.pupils[1].pk).update(email="elev1@example.invalid")
    everyone = [one.pk for one in school.pupils]
    letters = make_login_letters(actor=school.counsellor, pupil_ids=everyone, at=AT)
    assert [(one.name, one.has_address) for one in letters] == [("Elev1 Prov", True), ("Elev2 Prov", False)]
    assert make_login_letters(actor=school.other_counsellor, pupil_ids=everyone, at=AT) == []
    assert "elev1@" not in str(letters)
    with pytest.raises(PermissionDenied):
        make_login_letters(actor=staff(Role.SCHOOL_HEAD, school.small.feeder), pupil_ids=everyone, at=AT)
