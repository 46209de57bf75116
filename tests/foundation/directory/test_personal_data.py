"""Everything stored about a person: every model is covered, and nothing is told to or about anybody else."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps

from gemensam.domains.admissions.models import Placement, Publication
from gemensam.foundation.access.actors import Actor, Grant, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory import personal_data as collecting
from gemensam.foundation.directory import traces
from gemensam.foundation.directory.models import Person, Responsible, SecurityMarking
from gemensam.foundation.directory.personal_data import ANOTHER, OWN, personal_data, ties, who_has_read
from gemensam.foundation.directory.services.set_security_marking import set_security_marking
from gemensam.foundation.directory.traces import Trace
from tests.factories.small_county import TODAY, make_small_county
from tests.factories.small_round import person


def actor(role: Role, person_id=None, organisation_id=None) -> Actor:
    return Actor(uuid4(), person_id, "Någon", (Grant(role, organisation_id, date(2020, 1, 1)),))


def by_label(parts) -> dict[str, list[dict[str, object]]]:
    return {one.label: [dict(zip(one.fields, row, strict=True)) for row in one.rows] for one in parts}


def test_every_model_with_personal_data_is_covered_or_says_why_not():
    assert [tie.label for tie in ties() if not tie.is_known] == []
    with_personal = {
        model._meta.label_lower
        for model in apps.get_models()
        if getattr(getattr(model, "Privacy", None), "personal", ())
    }
    assert {tie.label for tie in ties()} == with_personal


def test_every_exemption_says_why():
    assert [tie.label for tie in ties() if tie.exempt and len(tie.exempt.split()) < 5] == []


def test_tie_of_a_model_that_says_nothing_is_not_known(monkeypatch):
    """A control: the rows of import changes have neither key nor account, and without a reason they are found."""
    model = apps.get_model("admissions.importchange")
    monkeypatch.setattr(model, "Privacy", SimpleNamespace(personal=("before",)))
    assert not collecting._tie(model).is_known


@pytest.mark.parametrize("tie", [one for one in ties() if one.subject], ids=lambda one: one.label)
def test_tie_leads_to_a_person(tie, db):
    """A path that is wrong raises FieldError."""
    assert traces.found(collecting._traces(tie), person_id=uuid4(), accounts=()) == {}


def rows_of(tie, owner: Actor) -> int:
    """How many rows of the model are the owner's, asked of the table itself."""
    ways = [{path: owner.person_id} for path in tie.subject] + [
        {name: owner.account_id} for name in tie.accounts
    ]
    model = apps.get_model(tie.label)
    return len(
        {
            key
            for way in ways
            for key in model.objects.filter(**way, **dict(tie.only)).values_list("pk", flat=True)
        }
    )


def test_personal_data_has_every_row_of_every_table_in_few_questions(db, django_assert_max_num_queries):
    """Each table is asked for itself here, as slowly as can be; what is told must be the same."""
    county = make_small_county()
    for account in county.accounts.values():
        owner = Actor(account.pk, account.person_id, "Någon", ())
        with django_assert_max_num_queries(20):
            found = personal_data(owner, owner.person_id, at=TODAY)
        expected = {tie.label: rows_of(tie, owner) for tie in ties() if not tie.exempt}
        assert {part.label: len(part.rows) for part in found} == {
            label: number for label, number in expected.items() if number
        }


def test_trace_that_does_not_say_once_whom_it_is_about_is_refused():
    """A control: such a question would be asked of somebody else, in part."""
    twice = Trace("directory.person", "pk", by_account=False, only=(("id", traces._STAND_IN),))
    with pytest.raises(ValueError, match="directory"):
        traces._written(twice)


def test_personal_data_of_a_pupil_is_all_of_it_and_only_theirs(db):
    county = make_small_county()
    found = by_label(personal_data(actor(Role.PUPIL, county.pupil.pk), county.pupil.pk, at=TODAY))
    assert found["directory.person"][0]["family_name"] == county.pupil.family_name
    assert len(found["admissions.grade"]) == 16
    assert [one["rank"] for one in found["admissions.choice"]] == [1, 2, 3, 4]
    assert found["directory.responsible"][0]["guardian"] == ANOTHER
    assert found["directory.responsible"][0]["child"] == OWN
    assert "search" not in found["directory.person"][0]
    assert str(county.guardian.pk) not in repr(found)


def test_personal_data_is_refused_for_somebody_else(db):
    county = make_small_county()
    stranger = county.small.applications[0].person_id
    for who in (actor(Role.PUPIL, stranger), county.small.officer, actor(Role.GUARDIAN, stranger)):
        with pytest.raises(PermissionDenied):
            personal_data(who, county.pupil.pk, at=TODAY)


def test_personal_data_of_a_child_leaves_out_what_is_the_childs_own(db):
    county = make_small_county()
    other = person(41, given="Annan")
    Responsible.objects.create(child=county.pupil, guardian=other, has_custody=True, starts=date(2011, 1, 1))
    found = by_label(personal_data(actor(Role.GUARDIAN, county.guardian.pk), county.pupil.pk, at=TODAY))
    assert ("directory.person" in found, "directory.responsible" in found) == (True, False)


def test_personal_data_of_a_protected_child_is_refused_to_the_guardian(db):
    county = make_small_county()
    Person.objects.filter(pk=county.pupil.pk).update(security_marking=SecurityMarking.CONFIDENTIAL)
    with pytest.raises(PermissionDenied):
        personal_data(actor(Role.GUARDIAN, county.guardian.pk), county.pupil.pk, at=TODAY)
    own = personal_data(actor(Role.PUPIL, county.pupil.pk), county.pupil.pk, at=TODAY)
    assert "directory.person" in by_label(own)


def test_personal_data_tells_no_result_before_its_time(db):
    county = make_small_county()
    own = actor(Role.PUPIL, county.pupil.pk)
    assert Placement.objects.filter(application__person=county.pupil).exists()
    assert "admissions.resultpage" in by_label(personal_data(own, county.pupil.pk, at=TODAY))
    Publication.objects.update(state="halted")
    found = by_label(personal_data(own, county.pupil.pk, at=TODAY))
    assert {"admissions.resultpage", "admissions.placement"} & set(found) == set()


def test_who_has_read_tells_who_changed_the_protection(db):
    county = make_small_county()
    set_security_marking(
        actor=county.small.officer, person_id=county.pupil.pk, marking="confidential", at=TODAY
    )
    found = who_has_read(actor(Role.PUPIL, county.pupil.pk), county.pupil.pk, at=TODAY)
    assert ("security_marking.set", "Handläggare Ett") in [(one.event, one.by) for one in found]


def test_personal_data_of_the_staff_names_nobody_whom_their_lines_in_the_log_are_about(db):
    county = make_small_county()
    child = person(71)
    officer = Actor(uuid4(), uuid4(), "Handläggare", county.small.officer.grants)
    for number, who in enumerate((child.pk, officer.person_id)):
        record(
            actor=officer, event=AuditEvent.PROTECTED_PERSON_READ, target_type="directory.person", target_id=str(who),
            at=TODAY + timedelta(seconds=number),
        )  # fmt: skip
    lines = by_label(personal_data(officer, None, at=TODAY))["audit.auditentry"]
    assert [line["target_id"] for line in lines] == [ANOTHER, ANOTHER]
    lines = by_label(personal_data(officer, officer.person_id, at=TODAY))["audit.auditentry"]
    assert [line["target_id"] for line in lines] == [ANOTHER, OWN]


def test_who_has_read_is_refused_for_somebody_else(db):
    county = make_small_county()
    with pytest.raises(PermissionDenied):
        who_has_read(county.small.officer, county.pupil.pk, at=TODAY)
