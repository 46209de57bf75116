"""Guardians who write for a child where the office lets them: the pupil is in charge, and two guardians live apart."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from gemensam.domains.applications.inputs.content import Answer, Contact, Content, read
from gemensam.domains.applications.models import ApplicationSettings, Draft, Filing, Paper
from gemensam.domains.applications.queries.helping import Helping, WrittenStep, helping
from gemensam.domains.applications.queries.my_application import draft_view, wards
from gemensam.domains.applications.queries.requests import own_paper_content, own_papers
from gemensam.domains.applications.services.add_paper import add_paper
from gemensam.domains.applications.services.hand_over_draft import hand_over_draft
from gemensam.domains.applications.services.open_draft import open_draft
from gemensam.domains.applications.services.remove_paper import remove_paper
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.services.share_draft import share_draft
from gemensam.domains.applications.services.submit_application import submit_application
from gemensam.domains.applications.services.take_over_draft import take_over_draft
from gemensam.domains.applications.services.withdraw_application import withdraw_application
from gemensam.domains.applications.states import StaleDraft, StepTaken
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Person, Responsible, SecurityMarking
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.applying import JANUARY, RE_CHOICE, Applying, make_applying, person_actor
from tests.factories.small_round import YEAR, person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 intyg"
CONTACT = Contact("elev@example.invalid", "070-1740605")


@pytest.fixture
def world() -> Applying:
    """The office lets guardians write; the pupil turns 16 on 3 February."""
    made = make_applying()
    ApplicationSettings.objects.create(office=made.small.office, guardians_edit=True)
    Person.objects.filter(pk=made.pupil.pk).update(birth_date=date(2011, 2, 3))
    return made


def other_guardian(world: Applying, marking: str = "none") -> Actor:
    """A second guardian, who lives apart."""
    other = person(60, given="Otto", family="Annan", marking=marking)
    Person.objects.filter(pk=other.pk).update(birth_date=date(1979, 1, 1))
    Responsible.objects.create(child=world.pupil, guardian=other, has_custody=True, starts=date(2011, 3, 15))
    return person_actor(Role.GUARDIAN, other)


def begin(world: Applying, actor: Actor) -> Draft:
    """The child's draft, by the guardian."""
    return open_draft(
        actor=actor, office_id=world.small.office.pk, year=YEAR, person_id=world.pupil.pk, at=JANUARY
    )


def save(actor: Actor, draft: Draft, step: str, **values: object) -> Draft:
    """One step, from the version in the hand."""

    def change(content: Content) -> Content:
        return replace(content, **values)

    return save_draft(
        actor=actor, draft_id=draft.pk, version=draft.version, step=step, change=change, at=JANUARY
    )


def written_by_guardian(world: Applying) -> Draft:
    """Contact and one choice."""
    draft = save(world.guardian_actor, begin(world, world.guardian_actor), "contact", contact=CONTACT)
    return save(world.guardian_actor, draft, "choices", choices=world.ids("TE"))


def send(actor: Actor, draft: Draft, at=JANUARY) -> Filing:
    return submit_application(actor=actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=at)


def test_guardian_begins_a_draft_and_the_pupil_is_told_once_and_sees_who_wrote(world):
    written_by_guardian(world)
    begin(world, world.guardian_actor)
    told = OutboxMessage.objects.values_list("kind", "person_id")
    assert list(told) == [("draft_begun_by_guardian", world.pupil.pk)]
    names = (WrittenStep("contact", "Vera Prov"), WrittenStep("choices", "Vera Prov"))
    assert helping(
        world.actor, draft_view(world.actor, Draft.objects.get().pk, at=JANUARY), at=JANUARY
    ) == Helping(names, True, False)


def test_draft_begun_by_a_guardian_where_the_office_does_not_let_them_is_denied(world):
    ApplicationSettings.objects.update(guardians_edit=False)
    with pytest.raises(PermissionDenied):
        begin(world, world.guardian_actor)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("why", ["no custody", "protected child", "grown up", "other child"])
def test_draft_begun_by_who_may_not_read_about_the_child_is_denied(world, why):
    actor = world.guardian_actor
    if why == "no custody":
        Responsible.objects.update(has_custody=False)
    elif why == "protected child":
        Person.objects.filter(pk=world.pupil.pk).update(security_marking=SecurityMarking.CONFIDENTIAL)
    elif why == "grown up":
        Person.objects.filter(pk=world.pupil.pk).update(birth_date=date(2009, 1, 20))
    else:
        Responsible.objects.update(child=person(70))
    with pytest.raises(PermissionDenied):
        begin(world, actor)


def test_pupil_who_takes_over_writes_alone_until_she_shares_again(world):
    draft = written_by_guardian(world)
    take_over_draft(actor=world.actor, draft_id=draft.pk, anew=False, at=JANUARY)
    assert world.codes(read(Draft.objects.get().content).choices) == "TE"
    (child,) = wards(world.guardian_actor, office_id=world.small.office.pk, year=YEAR, at=JANUARY)
    assert (child.draft_id, child.may_begin, child.may_write) == (None, False, False)
    with pytest.raises(Draft.DoesNotExist):
        save(world.guardian_actor, Draft.objects.get(), "choices", choices=world.ids("VO"))
    with pytest.raises(PermissionDenied):
        begin(world, world.guardian_actor)
    share_draft(actor=world.actor, draft_id=draft.pk, at=JANUARY)
    save(world.guardian_actor, Draft.objects.get(), "choices", choices=world.ids("VO"))
    assert world.codes(read(Draft.objects.get().content).choices) == "VO"


def test_pupil_who_takes_over_and_begins_anew_has_an_empty_draft_and_a_late_guardian_loses_nothing_of_hers(
    world,
):
    draft = written_by_guardian(world)
    take_over_draft(actor=world.actor, draft_id=draft.pk, anew=True, at=JANUARY)
    assert read(Draft.objects.get().content) == Content()
    save(world.actor, Draft.objects.get(), "choices", choices=world.ids("SA"))
    with pytest.raises(Draft.DoesNotExist):
        save(world.guardian_actor, draft, "choices", choices=world.ids("VO"))


def test_taking_over_what_has_been_sent_empties_nothing(world):
    world.send("TE VO")
    take_over_draft(actor=world.actor, draft_id=Draft.objects.get().pk, anew=True, at=JANUARY)
    assert world.codes(read(Draft.objects.get().content).choices) == "TE VO"


@pytest.mark.parametrize("service", [take_over_draft, share_draft])
def test_guardian_neither_takes_over_nor_shares(world, service):
    draft = written_by_guardian(world)
    extra = {"anew": True} if service is take_over_draft else {}
    with pytest.raises(PermissionDenied):
        service(actor=world.guardian_actor, draft_id=draft.pk, at=JANUARY, **extra)


def test_guardian_hands_over_and_the_pupil_is_told_once_for_each_version(world):
    draft = written_by_guardian(world)
    for _press in range(2):
        hand_over_draft(actor=world.guardian_actor, draft_id=draft.pk, at=JANUARY)
    assert OutboxMessage.objects.filter(kind="draft_handed_over", person=world.pupil).count() == 1


@pytest.mark.parametrize(
    ("may_send", "at", "taken_over", "sent"),
    [
        (False, JANUARY, False, False),
        (True, JANUARY, False, True),
        (True, RE_CHOICE, False, False),  # 16 since 3 February
        (True, JANUARY, True, False),
    ],
)
def test_guardian_sends_only_where_the_office_says_so_for_a_child_under_sixteen(
    world, may_send, at, taken_over, sent
):
    draft = written_by_guardian(world)
    ApplicationSettings.objects.update(guardians_send=may_send)
    if taken_over:
        take_over_draft(actor=world.actor, draft_id=draft.pk, anew=False, at=JANUARY)
        draft.refresh_from_db()
    if sent:
        assert send(world.guardian_actor, draft, at).sent_by_id == world.guardian.pk
        return
    with pytest.raises((PermissionDenied, Draft.DoesNotExist)):
        send(world.guardian_actor, draft, at)
    assert send(world.actor, draft, at).sent_by_id == world.pupil.pk


def test_guardian_who_may_not_send_does_not_withdraw(world):
    world.send("TE")
    draft = Draft.objects.get()
    with pytest.raises(PermissionDenied):
        withdraw_application(
            actor=world.guardian_actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=JANUARY
        )
    assert Filing.objects.count() == 1


def test_other_guardian_reads_the_list_and_never_contact_nor_motives(world):
    draft = written_by_guardian(world)
    motive = Answer(True, world.ids("TE"), "Otto får inte veta var vi bor")
    save(world.guardian_actor, draft, "special_reasons", answers={"special_reasons": motive})
    other = other_guardian(world)
    seen, own = (draft_view(one, draft.pk, at=JANUARY) for one in (other, world.guardian_actor))
    assert (seen.content.contact, dict(seen.content.answers)) == (Contact(), {})
    assert seen.closed == {"contact", "special_reasons"}
    assert world.codes(seen.content.choices) == "TE"
    # the controls: who wrote, and the pupil, read it all
    assert (own.content.contact, own.closed) == (CONTACT, frozenset())
    assert draft_view(world.actor, draft.pk, at=JANUARY).content.answers["special_reasons"] == motive


def test_other_guardian_cannot_write_over_what_is_closed_but_may_change_the_list(world):
    draft = written_by_guardian(world)
    other = other_guardian(world)
    with pytest.raises(StepTaken):
        save(other, draft, "contact", contact=Contact("otto@example.invalid"))
    save(other, draft, "choices", choices=world.ids("TE VO"))
    with pytest.raises(StaleDraft):
        save(world.guardian_actor, draft, "choices", choices=world.ids("SA"))
    content = read(Draft.objects.get().content)
    assert (content.contact, world.codes(content.choices)) == (CONTACT, "TE VO")


def test_what_the_pupil_wrote_is_closed_for_guardians(world):
    draft = world.write("TE")
    assert "contact" in draft_view(world.guardian_actor, draft.pk, at=JANUARY).closed


def test_papers_of_another_are_neither_listed_nor_removed(world):
    draft = written_by_guardian(world)
    save(
        world.guardian_actor, draft, "special_reasons", answers={"special_reasons": Answer(True, (), "Skäl")}
    )
    paper = add_paper(
        actor=world.guardian_actor, draft_id=draft.pk, kind="special_reasons", name="intyg.pdf",
        content=b"%PDF-1.7 intyg", at=JANUARY,
    )  # fmt: skip
    other = other_guardian(world)
    assert own_papers(other, draft.pk, at=JANUARY) == ()
    assert [one.id for one in own_papers(world.guardian_actor, draft.pk, at=JANUARY)] == [paper.pk]
    with pytest.raises(StepTaken):
        remove_paper(actor=other, draft_id=draft.pk, paper_id=paper.pk, at=JANUARY)


def test_paper_is_opened_by_who_wrote_and_the_pupil_and_each_reading_is_logged(world):
    draft = written_by_guardian(world)
    save(
        world.guardian_actor, draft, "special_reasons", answers={"special_reasons": Answer(True, (), "Skäl")}
    )
    content = b"%PDF-1.7 intyg"
    paper = add_paper(
        actor=world.guardian_actor, draft_id=draft.pk, kind="special_reasons", name="intyg.pdf", content=content,
        at=JANUARY,
    )  # fmt: skip
    for actor in (world.guardian_actor, world.actor):
        assert own_paper_content(actor, draft.pk, paper.pk, at=JANUARY)[1] == content
    with pytest.raises(Paper.DoesNotExist):
        own_paper_content(other_guardian(world), draft.pk, paper.pk, at=JANUARY)
    take_over_draft(actor=world.actor, draft_id=draft.pk, anew=False, at=JANUARY)
    with pytest.raises(Paper.DoesNotExist):
        own_paper_content(world.guardian_actor, draft.pk, paper.pk, at=JANUARY)
    assert own_paper_content(world.actor, draft.pk, paper.pk, at=JANUARY)[1] == content
    logged = AuditEntry.objects.filter(event="paper.read", target_id=str(draft.pk))
    assert logged.count() == 3


def test_protected_guardian_writes_and_no_name_is_told_to_anyone(world):
    hidden = other_guardian(world, marking="confidential")
    draft = begin(world, hidden)
    draft = save(hidden, draft, "contact", contact=Contact("gomd@example.invalid"))
    assert helping(world.actor, draft_view(world.actor, draft.pk, at=JANUARY), at=JANUARY).written == (
        WrittenStep("contact", ""),
    )
    texts = repr((draft_view(world.guardian_actor, draft.pk, at=JANUARY), OutboxMessage.objects.values()[0]))
    assert [word for word in ("Otto", "Annan", "gomd@") if word in texts] == []


def test_no_guardian_is_no_matter_for_who_applies(world):
    Responsible.objects.all().delete()
    world.send("TE")
    assert helping(
        world.actor, draft_view(world.actor, Draft.objects.get().pk, at=JANUARY), at=JANUARY
    ) == Helping((), False, False)


def test_papers_of_the_pupil_are_hers_alone_also_when_no_answer_stands_beside_them(world):
    world.write("SA")
    paper = add_paper(
        actor=world.actor, draft_id=world.open().pk, kind="free_quota", name="läkarintyg.pdf", content=PDF, at=JANUARY
    )  # fmt: skip
    assert own_papers(world.guardian_actor, world.open().pk, at=JANUARY) == ()
    with pytest.raises(StepTaken):
        remove_paper(actor=world.guardian_actor, draft_id=world.open().pk, paper_id=paper.pk, at=JANUARY)
    assert [one.id for one in own_papers(world.actor, world.open().pk, at=JANUARY)] == [paper.pk]


def test_papers_that_a_guardian_put_to_a_question_are_there_for_both_until_the_pupil_begins_anew(world):
    draft = world.write("SA")
    add_paper(
        actor=world.guardian_actor, draft_id=draft.pk, kind="free_quota", name="intyg.pdf", content=PDF, at=JANUARY
    )  # fmt: skip
    assert [
        len(own_papers(actor, draft.pk, at=JANUARY)) for actor in (world.actor, world.guardian_actor)
    ] == [1, 1]
    take_over_draft(actor=world.actor, draft_id=draft.pk, anew=True, at=JANUARY)
    assert Paper.objects.count() == 0
