"""Receipts tell what was sent and what it changed; throwing changes away goes back to what was sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from gemensam.domains.admissions.models import CalendarDate, Choice
from gemensam.domains.applications.inputs.changes import Change, changes_between
from gemensam.domains.applications.inputs.content import Answer, Contact, Content, Elsewhere, read
from gemensam.domains.applications.models import Draft, Filing, Paper, Request
from gemensam.domains.applications.queries.filings import filing
from gemensam.domains.applications.queries.requests import own_papers, own_requests, request_view
from gemensam.domains.applications.services.add_paper import PaperRefused, add_paper
from gemensam.domains.applications.services.decide_request import decide_request
from gemensam.domains.applications.services.discard_changes import discard_changes
from gemensam.domains.applications.services.remove_paper import remove_paper
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.services.submit_application import SendingRefused, submit_application
from gemensam.domains.applications.services.withdraw_application import withdraw_application
from gemensam.foundation.access.actors import PermissionDenied
from tests.factories.applying import DATES, JANUARY, RE_CHOICE, Applying, make_applying

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 intyg"
LATER = JANUARY + timedelta(hours=1)


@pytest.fixture
def world() -> Applying:
    return make_applying()


def change(world: Applying, step: str, how) -> Draft:
    """Save a step."""
    return save_draft(
        actor=world.actor, draft_id=world.open().pk, version=None, step=step, change=how, at=JANUARY
    )


def ask(world: Applying, kind: str, about: str, text: str = "Därför") -> Draft:
    """Say yes to a question."""
    answer = Answer(True, world.ids(about) if about else (), text)
    return change(world, kind, lambda content: content.with_answer(kind, answer))


def send(world: Applying, at=JANUARY) -> Filing:
    """Send what is written."""
    draft = world.open()
    return submit_application(actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=at)


def told(world: Applying, number: int, actor=None) -> list[str]:
    """The changes on a receipt, as "code school-less title before>after"."""
    found = filing(actor or world.actor, world.open().pk, number, at=JANUARY)
    lines = [f"{one.code} {one.title} {one.before}>{one.after}" for one in found.changes]
    return [*lines, *(f"{code} {kind}".strip() for code, kind in found.answers_changed)]


def put_paper(world: Applying, kind: str = "free_quota", content: bytes = PDF, at=JANUARY) -> Paper:
    """Put a paper to a question."""
    return add_paper(
        actor=world.actor, draft_id=world.open().pk, kind=kind, name="intyg.pdf", content=content, at=at
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ABC", "BCA", ["moved B", "moved C", "moved A"]),
        ("ABC", "BC", ["removed A"]),  # closing a gap is no move
        ("AB", "XAB", ["added X"]),
        ("ABC", "ACB", ["moved C", "moved B"]),
        ("AB", "AB", []),
        ("", "A", ["added A"]),
    ],
)
def test_changes_of_a_list_are_told_as_a_person_would(before, after, expected):
    lists = ([(one, one, "Skolan") for one in names] for names in (before, after))
    assert [f"{one.code} {one.title}" for one in changes_between(*lists)] == expected


def test_changes_of_wishes_outside_the_county_are_told():
    (old, new) = ([["NA", "Jämtlands gymnasium", "Östersund"]], [["TE", "Wargentin", "Östersund"]])
    assert changes_between((), (), wished=old, wishes=new) == [
        Change("elsewhere_added", "TE", "Wargentin, Östersund"),
        Change("elsewhere_removed", "NA", "Jämtlands gymnasium, Östersund"),
    ]


def test_first_receipt_tells_no_changes_and_the_second_tells_each(world):
    world.write("TE VO SA")
    ask(world, "free_quota", "SA")
    send(world)
    change(world, "choices", lambda content: replace(content, choices=world.ids("SA TE BA")))
    change(world, "free_quota", lambda content: content.with_answer("free_quota", Answer(asked=False)))
    change(world, "contact", lambda content: replace(content, contact=Contact("annan@example.invalid")))
    send(world)
    assert told(world, 1) == []
    assert told(world, 2) == [
        "moved Program SA 3>1",
        "moved Program TE 1>2",
        "added Program BA None>3",
        "removed Program VO 2>None",
        "no_longer_asked free_quota",
        "contact",
    ]


def test_receipt_of_an_application_that_a_file_brought_tells_what_was_changed_in_it(world):
    world.send("TE VO")
    Filing.objects.all().delete()
    Draft.objects.all().delete()
    world.open()
    change(world, "choices", lambda content: replace(content, choices=world.ids("TE")))
    assert send(world).kind == "changed"
    assert told(world, 1) == ["removed Program VO 2>None"]


def test_receipt_of_a_withdrawal_tells_what_was_taken_back(world):
    world.send("TE VO")
    draft = world.open()
    withdraw_application(actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=JANUARY)
    assert told(world, 2) == ["removed Program TE 1>None", "removed Program VO 2>None"]


def test_receipt_tells_what_was_asked_for_to_the_applicant_and_not_to_the_guardian(world):
    world.write("TE SA")
    ask(world, "free_quota", "SA")
    put_paper(world)
    number = send(world).number
    own, guardians = (
        filing(actor, world.open().pk, number, at=JANUARY) for actor in (world.actor, world.guardian_actor)
    )
    (asked,) = own.asked
    assert (asked.kind, asked.names, asked.papers) == ("free_quota", ("Program SA, Örgymnasiet",), 1)
    assert (guardians.asked, guardians.answers_changed) == ((), ())
    assert [one.title for one in guardians.choices] == ["Program TE", "Program SA"]


def test_changes_thrown_away_leave_exactly_what_was_sent(world):
    world.write("TE SA")
    ask(world, "free_quota", "SA")
    change(world, "elsewhere", lambda one: replace(one, elsewhere=(Elsewhere("NA", "Skolan", "Umeå"),)))
    send(world)
    sent = read(world.open().content)
    put_paper(world, at=LATER)
    change(world, "elsewhere", lambda content: Content(Contact("x@example.invalid"), world.ids("VO")))
    draft = world.open()
    discard_changes(actor=world.actor, draft_id=draft.pk, version=draft.version, at=LATER)
    draft.refresh_from_db()
    assert (draft.state, read(draft.content), Paper.objects.count()) == ("sent", sent, 0)


def test_changes_are_not_thrown_away_by_a_guardian(world):
    world.send("TE")
    draft = world.write("VO")
    with pytest.raises(PermissionDenied):
        discard_changes(actor=world.guardian_actor, draft_id=draft.pk, version=draft.version, at=JANUARY)


def test_paper_is_the_applicants_until_it_is_sent_and_then_stays(world):
    world.write("SA")
    ask(world, "free_quota", "SA")
    put_paper(world)
    send(world)
    second = put_paper(world, content=PDF + b" 2", at=LATER)
    (request,) = Request.objects.all()
    assert len(request_view(world.small.officer, request.pk, at=LATER).papers) == 1
    assert [one.filed for one in own_papers(world.actor, world.open().pk, at=LATER)] == [True, False]
    assert world.open().state == "changed"  # so that it can be sent
    send(world, at=LATER)
    assert len(request_view(world.small.officer, request.pk, at=LATER).papers) == 2
    with pytest.raises(PaperRefused) as refusal:
        remove_paper(actor=world.actor, draft_id=world.open().pk, paper_id=second.pk, at=LATER)
    assert (refusal.value.code, Paper.objects.count()) == ("filed", 2)


def test_paper_to_a_question_answered_with_no_is_with_nobody_and_can_be_removed(world):
    world.write("SA")
    paper = put_paper(world)
    send(world)
    remove_paper(actor=world.actor, draft_id=world.open().pk, paper_id=paper.pk, at=LATER)
    assert Paper.objects.count() == 0


def granted(world: Applying, kind: str, reason: str) -> Request:
    """Asked for at SA, sent and granted."""
    world.write("SA VO")
    ask(world, kind, "SA")
    send(world)
    request = Request.objects.get(kind=kind)
    return decide_request(
        actor=world.small.officer, request_id=request.pk, granted=True, reason=reason, at=JANUARY
    )


@pytest.mark.parametrize(
    ("kind", "reason", "field", "before", "after"),
    [
        ("free_quota", "special_circumstances", "free_quota", True, False),
        ("special_reasons", "personal_circumstances", "reception", "first_hand", ""),
    ],
)
def test_grant_that_is_no_longer_asked_for_ends_with_the_next_sending(
    world, kind, reason, field, before, after
):
    granted(world, kind, reason)
    assert getattr(Choice.objects.get(rank=1), field) == before
    change(world, kind, lambda content: content.with_answer(kind, Answer(asked=False)))
    send(world)
    assert getattr(Choice.objects.get(rank=1), field) == after


def test_what_is_asked_anew_has_no_decision(world):
    granted(world, "free_quota", "special_circumstances")
    change(world, "free_quota", lambda content: content.with_answer("free_quota", Answer(asked=False)))
    send(world)
    ask(world, "free_quota", "SA", "På nytt")
    send(world)
    request = Request.objects.get()
    assert (request.state, request.decided_at, request.reason) == ("asked", None, "")
    assert Choice.objects.get(rank=1).free_quota is False


def test_one_refusal_leaves_what_another_grant_gives(world):
    granted(world, "special_reasons", "personal_circumstances")
    ask(world, "apprenticeship", "SA")
    send(world)
    decide_request(
        actor=world.small.officer, request_id=Request.objects.get(kind="apprenticeship").pk, granted=False,
        reason="offered_at_home", at=JANUARY,
    )  # fmt: skip
    assert Choice.objects.get(rank=1).reception == "first_hand"


def test_exemption_reaches_the_choices_that_were_sent_whatever_is_being_written(world):
    world.write("TE")
    ask(world, "english", "")
    send(world)
    change(world, "choices", lambda content: replace(content, choices=world.ids("IN")))
    decide_request(
        actor=world.small.officer, request_id=Request.objects.get().pk, granted=True,
        reason="no_teaching_and_able", at=JANUARY,
    )  # fmt: skip
    assert Choice.objects.get().english_exemption is True


DUE = datetime(2027, 2, 8, 15, 0, tzinfo=UTC)
CLOSED = DATES["application_closes"] + timedelta(days=2)


def asking_after_the_list_is_closed(world: Applying) -> None:
    """The list sent in January, papers taken in until the eighth of February, and now the free quota is asked for."""
    CalendarDate.objects.create(office=world.small.office, year=2027, event="free_quota_due", at=DUE)
    world.send("SA VO")
    ask(world, "free_quota", "SA")


@pytest.mark.parametrize("at", [CLOSED, DUE, DUE + timedelta(milliseconds=900)])
def test_what_is_asked_for_is_taken_in_until_its_last_second_though_the_list_is_closed(world, at):
    asking_after_the_list_is_closed(world)
    assert [one["late"] for one in send(world, at=at).choices] == [False, False]
    assert [one.late for one in own_requests(world.actor, world.open().pk, at=at)] == [False]


def test_what_is_asked_for_a_second_too_late_is_refused_and_kept(world):
    asking_after_the_list_is_closed(world)
    with pytest.raises(SendingRefused) as refusal:
        send(world, at=DUE + timedelta(seconds=1))
    assert (refusal.value.code, Request.objects.count()) == ("closed", 0)
    assert read(world.open().content).answer("free_quota").asked is True


@pytest.mark.parametrize("choices", ["VO SA", "SA", "SA VO TE"])
def test_list_changed_after_it_is_closed_is_not_taken_in_with_what_is_asked_for(world, choices):
    asking_after_the_list_is_closed(world)
    change(world, "choices", lambda content: replace(content, choices=world.ids(choices)))
    with pytest.raises(SendingRefused) as refusal:
        send(world, at=CLOSED)
    assert (refusal.value.code, Request.objects.count()) == ("answers_only", 0)


def test_nobody_begins_to_apply_while_only_papers_are_taken_in(world):
    CalendarDate.objects.create(office=world.small.office, year=2027, event="free_quota_due", at=DUE)
    world.write("SA")
    with pytest.raises(SendingRefused) as refusal:
        send(world, at=CLOSED)
    assert refusal.value.code == "answers_only"


def test_request_after_its_last_day_is_taken_in_with_the_list_and_marked(world):
    asking_after_the_list_is_closed(world)
    send(world, at=RE_CHOICE)
    assert [one.late for one in own_requests(world.actor, world.open().pk, at=RE_CHOICE)] == [True]


def test_request_in_time_stays_in_time_when_the_list_is_sent_again(world):
    asking_after_the_list_is_closed(world)
    send(world, at=CLOSED)
    world.send("SA VO TE", at=RE_CHOICE)
    (line,) = own_requests(world.actor, world.open().pk, at=RE_CHOICE)
    assert (line.asked_at, line.late) == (CLOSED, False)


def test_pupil_whose_list_a_file_brought_asks_after_the_list_is_closed(world):
    asking_after_the_list_is_closed(world)
    Filing.objects.all().delete()
    Draft.objects.all().delete()
    world.open(CLOSED)
    change(world, "contact", lambda content: replace(content, contact=Contact("elev@example.invalid")))
    ask(world, "free_quota", "SA")
    assert send(world, at=CLOSED).kind == "changed"
    assert Request.objects.get().state == "asked"


def test_papers_that_are_sent_do_not_stand_in_the_way_of_new_ones(world):
    world.write("SA")
    ask(world, "free_quota", "SA")
    for number in range(10):
        put_paper(world, content=PDF + bytes([number]))
    with pytest.raises(PaperRefused) as refusal:
        put_paper(world, content=PDF + b"elva")
    assert refusal.value.code == "too_many"
    send(world)
    put_paper(world, content=PDF + b"elva", at=LATER)
    assert Paper.objects.count() == 11
