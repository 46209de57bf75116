"""Deletion by the office's terms: what is older goes, what is younger stays, and nothing else is touched."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from gemensam.domains.admissions.queries.retention import Retention
from gemensam.domains.admissions.services.set_retention import set_retention
from gemensam.domains.applications.models import Draft
from gemensam.domains.guidance.models import Booking, GuidanceSlot, PupilNote
from gemensam.domains.guidance.tasks import clear_by_terms
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry, ReadingDay
from gemensam.foundation.audit.readings import ReadingPurpose, note_reading, readings_about
from gemensam.foundation.directory.personal_data import days_read
from tests.factories.applying import JUNE, Applying, make_applying, person_actor
from tests.factories.small_round import staff

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world() -> Applying:
    return make_applying()


def note(world: Applying, at: datetime) -> PupilNote:
    return PupilNote.objects.create(
        pupil=world.pupil, school_unit=world.small.feeder, author_id=uuid4(), author_name="Siv", text="Ring",
        written_at=at,
    )  # fmt: skip


def talk(world: Applying, at: datetime) -> Booking:
    slot = GuidanceSlot.objects.create(
        series_id=uuid4(), counsellor_id=uuid4(), counsellor_name="Siv", school_unit=world.small.feeder, form="room",
        starts_at=at, ends_at=at + timedelta(minutes=30), published_at=at - DAY,
    )  # fmt: skip
    return Booking.objects.create(
        slot=slot, pupil=world.pupil, booked_by=world.pupil.pk, state="held", wished_at=at, booked_at=at,
        question="Får jag byta?",
    )  # fmt: skip


def test_what_is_older_than_the_terms_goes_and_what_is_a_day_younger_stays(world):
    counsellor = staff(Role.COUNSELLOR, world.small.feeder)
    for days in (401, 399):
        note(world, JUNE - days * DAY)
    for days in (366, 364):
        talk(world, JUNE - days * DAY)
    for days in (731, 729):
        note_reading(counsellor, world.pupil.pk, ReadingPurpose.GUIDANCE, at=JUNE - days * DAY)
    world.write("TE")
    Draft.objects.update(saved_at=JUNE - 366 * DAY)
    clear_by_terms(JUNE)
    clear_by_terms(JUNE)  # again: nothing more
    assert [row.written_at for row in PupilNote.objects.all()] == [JUNE - 399 * DAY]
    assert [(row.slot.starts_at, row.question) for row in Booking.objects.all()] == [(JUNE - 364 * DAY, "")]
    assert [one.day for one in readings_about(world.pupil.pk)] == [JUNE - 729 * DAY]
    assert Draft.objects.count() == 0
    cleared = AuditEntry.objects.filter(event="records.cleared")
    assert {row.target_type for row in cleared} == {"guidance", "applications.draft", "audit.readingday"}


def test_draft_that_was_sent_stays_however_old(world):
    world.send("TE")
    Draft.objects.update(saved_at=JUNE - 3000 * DAY, state="draft")
    clear_by_terms(JUNE)
    assert Draft.objects.count() == 1


def test_terms_are_the_offices_and_only_its_officer_sets_them(world):
    note(world, JUNE - 100 * DAY)
    terms = Retention(note_days=90, booking_days=365, draft_days=365, reading_days=730)
    with pytest.raises(PermissionDenied):
        set_retention(
            actor=staff(Role.AUDITOR, world.small.office_organisation),
            office_id=world.small.office.pk,
            terms=terms,
            at=JUNE,
        )
    clear_by_terms(JUNE)
    assert PupilNote.objects.count() == 1
    set_retention(actor=world.small.officer, office_id=world.small.office.pk, terms=terms, at=JUNE)
    clear_by_terms(JUNE)
    assert PupilNote.objects.count() == 0


def test_reading_is_one_row_a_reader_page_and_day_told_to_the_pupil_without_a_name(world):
    counsellor = staff(Role.COUNSELLOR, world.small.feeder, "Skyddad Vägledare")
    for moment in (JUNE, JUNE + timedelta(hours=2), JUNE + DAY):
        note_reading(counsellor, world.pupil.pk, ReadingPurpose.GUIDANCE, at=moment)
    note_reading(world.actor, world.pupil.pk, ReadingPurpose.APPLICANT, at=JUNE)  # oneself
    note_reading(world.guardian_actor, world.pupil.pk, ReadingPurpose.APPLICANT, at=JUNE)  # no staff
    found = days_read(world.actor, world.pupil.pk, at=JUNE)
    assert [(one.day, one.role, one.organisation_id) for one in found] == [
        (JUNE + DAY, "counsellor", world.small.feeder.pk),
        (JUNE, "counsellor", world.small.feeder.pk),
    ]
    assert "Skyddad" not in repr(found)
    with pytest.raises(PermissionDenied):
        days_read(person_actor(Role.PUPIL, world.guardian), world.pupil.pk, at=JUNE)


def test_reading_is_never_changed(world):
    note_reading(world.small.officer, world.pupil.pk, ReadingPurpose.APPLICANT, at=JUNE)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReadingDay.objects.update(reader_role="pupil")
    assert ReadingDay.objects.get().reader_role == "office_officer"
