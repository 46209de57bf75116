"""Requests for correction: who may ask about whom, that an answer is given once, and that the asker is told."""

from datetime import date
from uuid import uuid4

import pytest

from gemensam.domains.admissions.models import CorrectionRequest
from gemensam.domains.admissions.queries.corrections import (
    correction,
    correction_views,
    corrections,
    own_corrections,
)
from gemensam.domains.admissions.services.answer_correction import WordsMissing, answer_correction
from gemensam.domains.admissions.services.send_correction import send_correction
from gemensam.domains.admissions.states import TransitionRefused
from gemensam.foundation.access.actors import Actor, Grant, PermissionDenied
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Person, SecurityMarking
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.small_county import TODAY, make_small_county

WORDS = "Mitt betyg i bild ska vara C."


@pytest.fixture
def county(db):
    return make_small_county()


def of(county, role: Role) -> Actor:
    account: Account = county.accounts[role]
    return Actor(account.pk, account.person_id, "Namn", (Grant(role, None, date(2020, 1, 1)),))


def ask(county, actor: Actor, person_id=None, text: str = WORDS) -> CorrectionRequest:
    return send_correction(
        actor=actor, person_id=person_id or county.pupil.pk, office_id=county.small.office.pk,
        concerns="grades", text=text, at=TODAY,
    )  # fmt: skip


def test_send_correction_twice_is_one_request(county):
    pupil = of(county, Role.PUPIL)
    assert ask(county, pupil).pk == ask(county, pupil).pk
    assert CorrectionRequest.objects.get().text == WORDS
    assert AuditEntry.objects.filter(event="correction.sent").count() == 1


def test_send_correction_about_a_child_is_the_guardians_right(county):
    ask(county, of(county, Role.GUARDIAN))
    assert CorrectionRequest.objects.get().person_id == county.pupil.pk


@pytest.mark.parametrize("role", [Role.PUPIL, Role.GUARDIAN])
def test_send_correction_about_somebody_else_is_refused(county, role):
    with pytest.raises(PermissionDenied):
        ask(county, of(county, role), county.small.applications[0].person_id)
    assert CorrectionRequest.objects.count() == 0


def test_answer_correction_closes_it_and_tells_the_asker_without_saying_what(county):
    request = ask(county, of(county, Role.PUPIL))
    answer_correction(
        actor=county.small.officer,
        correction_id=request.pk,
        handled=True,
        answer=" Vi har rättat. ",
        at=TODAY,
    )
    request.refresh_from_db()
    assert (request.state, request.answer, request.answered_by_name) == (
        "handled", "Vi har rättat.", "Handläggare Ett",
    )  # fmt: skip
    message = OutboxMessage.objects.get(kind="correction_answered")
    assert (message.person_id, "rättat" in str(message.context)) == (county.pupil.pk, False)


def test_answer_correction_a_second_time_is_refused(county):
    request = ask(county, of(county, Role.PUPIL))
    values = {"actor": county.small.officer, "correction_id": request.pk, "at": TODAY}
    answer_correction(**values, handled=False, answer="Betyget är rätt.")
    with pytest.raises(TransitionRefused):
        answer_correction(**values, handled=True, answer="Rättat.")
    assert CorrectionRequest.objects.get().answer == "Betyget är rätt."


def test_answer_correction_without_words_is_refused(county):
    request = ask(county, of(county, Role.PUPIL))
    with pytest.raises(WordsMissing):
        answer_correction(
            actor=county.small.officer, correction_id=request.pk, handled=True, answer=" ", at=TODAY
        )


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.PUPIL, Role.AUDITOR])
def test_answer_correction_by_others_than_the_office_is_refused(county, role):
    request = ask(county, of(county, Role.PUPIL))
    other = Actor(uuid4(), None, "X", (Grant(role, county.small.office_organisation.pk, date(2020, 1, 1)),))
    with pytest.raises(PermissionDenied):
        answer_correction(actor=other, correction_id=request.pk, handled=True, answer="Ja.", at=TODAY)


def test_corrections_of_a_protected_person_carry_no_name_in_the_list_and_log_the_reading(county):
    request = ask(county, of(county, Role.PUPIL))
    Person.objects.filter(pk=county.pupil.pk).update(security_marking=SecurityMarking.CONFIDENTIAL)
    officer = county.small.officer
    (line,) = correction_views(officer, list(corrections(officer)))
    assert (line.name, line.masked_civic_no, line.is_protected) == ("", "", True)
    before = AuditEntry.objects.filter(event="protected_person.read").count()
    assert correction(officer, request.pk, now=TODAY).name.startswith(county.pupil.given_name)
    assert AuditEntry.objects.filter(event="protected_person.read").count() == before + 1


def test_corrections_of_an_approver_without_the_permission_are_none(county):
    ask(county, of(county, Role.PUPIL))
    assert list(corrections(county.small.approver)) == []


def test_own_corrections_of_the_child_are_not_shown_to_the_guardian(county):
    ask(county, of(county, Role.PUPIL))
    guardian = of(county, Role.GUARDIAN)
    ask(county, guardian, text="Efternamnet är fel.")
    found = own_corrections(guardian, county.pupil.pk, now=TODAY)
    assert [one.text for one in found] == ["Efternamnet är fel."]
    assert len(own_corrections(of(county, Role.PUPIL), county.pupil.pk, now=TODAY)) == 2
