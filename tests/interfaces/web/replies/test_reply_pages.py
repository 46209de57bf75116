"""The pages of a reply: what is offered, the answer, the clash of two, the queues and the papers."""

import io
from datetime import datetime, timedelta

import openpyxl
import pikepdf
import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gemensam.domains.admissions.models import Choice, ResultPage
from gemensam.domains.catalogue.models import Offering
from gemensam.domains.replies.models import Certificate, Reply
from gemensam.domains.replies.tasks import remind_and_settle
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account
from gemensam.foundation.audit.models import AuditEntry
from tests.factories.small_replies import (
    DUE,
    SECOND,
    SHOWN,
    SmallReplies,
    make_small_replies,
    make_unshown_replies,
    show,
)
from tests.factories.small_round import YEAR, account_for
from tests.interfaces.web.layout.test_weight import MOST, weight

pytestmark = pytest.mark.slow
LATER = SHOWN + timedelta(hours=3)


@pytest.fixture
def world(db: None) -> SmallReplies:
    return make_small_replies()


class Visitor(Client):
    """A browser whose owner logs in anew for each page: the pages of this file lie weeks apart."""

    owner: Account | None = None


def signed_in(actor: Actor) -> Visitor:
    visitor = Visitor()
    visitor.owner = Account.objects.get(pk=account_for(actor))
    return visitor


def ask(
    visitor: Visitor,
    path: str,
    data: dict[str, object] | None = None,
    *,
    at: datetime = LATER,
    follow: bool = False,
) -> HttpResponse:
    with time_machine.travel(at, tick=False):
        if visitor.owner is not None:
            visitor.force_login(visitor.owner)
        return visitor.get(path) if data is None else visitor.post(path, data, follow=follow)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_scenario_14_admitted_to_choice_3_of_5_is_reserve_on_1_and_2_and_4_and_5_are_struck(db: None):
    world = make_unshown_replies()
    model = world.small.offerings["BA-1"]
    for code in ("BA-2", "BA-3"):
        extra = Offering.objects.create(
            year=YEAR, code=code, title=f"Program {code}", provider=model.provider, school_unit=model.school_unit,
            municipality_code="2281", programme="BA25", planned_seats=3, seats=3,
        )  # fmt: skip
        Choice.objects.create(application=world.application(3), offering=extra, rank=3 + int(code[-1]) - 1)
    show(world)
    page = ResultPage.objects.get(publication__round=world.small.round, application=world.application(3))
    pupil = signed_in(world.pupil(3))
    shown = ask(pupil, f"/mina-besked/{page.pk}/").context
    assert [(one["rank"], one["status"]) for one in shown["choices"]] == [
        (1, "reserve"), (2, "reserve"), (3, "admitted"),
    ]  # fmt: skip
    assert [one["rank"] for one in shown["struck"]] == [4, 5]
    form = ask(pupil, f"/svar/{world.application(3).pk}/").context["form"]
    assert [title for _value, title in form.fields["queues"].choices] == [
        "Program NA-1, Örgymnasiet", "Program SA-1, Örgymnasiet",
    ]  # fmt: skip


def test_reply_page_says_the_last_moment_and_what_silence_means_and_takes_the_answer(world: SmallReplies):
    application = world.application(4)
    pupil, path = signed_in(world.pupil(4)), f"/svar/{application.pk}/"
    first = ask(pupil, path)
    assert weight(first.content) <= MOST
    before = text(first)
    assert "Svara senast 26 juli 2027 kl. 16.00" in before
    assert "Svarar du inte i tid räknas det som ett ja. Du behåller platsen och dina platser i kö." in before
    sent = {"answer": "accept", "queues": [str(world.offering("SA-1"))], "version": 0}
    assert ask(pupil, path, sent)["Location"] == path
    after = text(ask(pupil, path))
    reply = Reply.objects.get(application=application)
    assert "Du har tackat ja till platsen" in after
    assert f"{reply.pk.hex[:8].upper()}-1" in after
    assert "Plats 2 av 3" in after  # in the queue to SA-1: 3 and 5 stand there too


def test_answer_of_a_second_tab_is_not_saved_and_is_shown_beside_what_holds(world: SmallReplies):
    path = f"/svar/{world.application(0).pk}/"
    pupil, guardian = signed_in(world.pupil(0)), signed_in(world.guardian(0))
    child = world.application(0).person.given_name
    assert f"Där det står du menas {child}." in text(ask(guardian, path))
    assert "Där det står du menas" not in text(ask(pupil, path))
    ask(guardian, path, {"answer": "decline", "version": 0})
    clash = ask(pupil, path, {"answer": "accept", "version": 0})
    assert "Någon annan hann svara före dig" in text(clash)
    assert clash.context["form"].initial["answer"] == "accept"  # what one was about to answer is kept
    assert Reply.objects.get(application=world.application(0)).state == "declined"
    ask(pupil, path, {"answer": "accept", "version": 1})
    assert Reply.objects.get(application=world.application(0)).state == "accepted"


def test_answer_that_is_missing_or_late_is_told_and_nothing_is_saved(world: SmallReplies):
    path = f"/svar/{world.application(0).pk}/"
    pupil = signed_in(world.pupil(0))
    assert "Välj om du tackar ja eller nej." in text(ask(pupil, path, {"version": 0}))
    late = ask(pupil, path, {"answer": "accept", "version": 0}, at=DUE + SECOND, follow=True)
    assert "Svaret kom efter sista svarstiden och är inte sparat." in text(late)
    assert Reply.objects.get(application=world.application(0)).state == "open"


def test_page_of_someone_elses_reply_is_not_there(world: SmallReplies):
    stranger = signed_in(world.pupil(1))
    for page in ("", "beslut.pdf", "antagningsintyg.pdf"):
        assert ask(stranger, f"/svar/{world.application(0).pk}/{page}").status_code == 403
    assert ask(signed_in(world.pupil(0)), f"/svar/{world.application(0).pk}/").status_code == 200


def pdf_text(answer: HttpResponse) -> pikepdf.Pdf:
    assert answer["Content-Type"] == "application/pdf"
    return pikepdf.open(io.BytesIO(answer.content))


@pytest.mark.parametrize(("language", "written"), [("sv", "sv-SE"), ("sv-simple", "sv-SE"), ("en", "en-SE")])
def test_letter_and_certificate_are_tagged_in_the_readers_language(
    world: SmallReplies, language: str, written: str
):
    pupil, path = signed_in(world.pupil(0)), f"/svar/{world.application(0).pk}/"
    pupil.cookies["sprak"] = language
    ask(pupil, path, {"answer": "accept", "version": 0})
    for name in ("beslut.pdf", "antagningsintyg.pdf"):
        with pdf_text(ask(pupil, path + name)) as pdf:
            assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == (written, True)
            metadata = pdf.open_metadata()
            assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")


def test_certificate_is_for_who_has_said_yes_and_its_code_holds_until_a_no(world: SmallReplies):
    pupil, path = signed_in(world.pupil(0)), f"/svar/{world.application(0).pk}/"
    assert ask(pupil, f"{path}antagningsintyg.pdf").status_code == 302
    assert Certificate.objects.count() == 0
    ask(pupil, path, {"answer": "accept", "version": 0})
    for _again in range(2):
        assert ask(pupil, f"{path}antagningsintyg.pdf").status_code == 200
    code = Certificate.objects.get().code
    anyone = Visitor()
    told = text(ask(anyone, f"/intyg/?kod={code[:4].lower()}-{code[4:]}"))
    assert "Intyget gäller" in told
    assert "Program NA-1" in told
    assert world.application(0).person.given_name not in told
    for wrong in ("AAAA-AAAA-AAAA-AAAA", f"{code}O", code[:-1]):
        assert "Intyget gäller inte" in text(ask(anyone, f"/intyg/?kod={wrong}"))
    ask(pupil, path, {"answer": "decline", "version": 1})
    assert "Intyget gäller inte" in text(ask(anyone, f"/intyg/?kod={code}"))


def test_pre_answer_page_saves_and_takes_back(db: None):
    world = make_unshown_replies()
    pupil, path = signed_in(world.pupil(0)), f"/forhandssvar/{world.application(0).pk}/"
    before = SHOWN - timedelta(days=1)
    assert ask(pupil, "/forhandssvar/", at=before)["Location"] == path
    field = f"val_{world.offering('NA-1')}"
    others = {f"val_{world.offering(code)}": "self" for code in ("SA-1", "BA-1")}
    assert "Välj vad du svarar." in text(ask(pupil, path, {field: "accept", "version": 0}, at=before))
    ask(pupil, path, {field: "accept", "version": 0, **others}, at=before)
    assert ask(pupil, path, at=before).context["form"].initial[field] == "accept"
    stale = ask(pupil, path, {field: "decline", "version": 0, **others}, at=before, follow=True)
    assert "Någon annan har ändrat svaren sedan du öppnade sidan." in text(stale)
    show(world)
    assert Reply.objects.get(application=world.application(0)).state == "accepted"


def test_office_sees_the_replies_sets_the_terms_and_settles_the_grace_list(world: SmallReplies):
    officer = signed_in(world.small.officer)
    terms = f"/svarslage/villkor/{world.small.round.pk}/"
    wrong = {"due_at": "2027-07-26 16:00", "silence": "loses", "guardians_reply": "on", "remind_before": "24"}
    before = SHOWN - timedelta(days=7)
    assert terms in ask(officer, "/svarslage/", at=before).content.decode()
    assert "måste minst två påminnelser skickas" in text(ask(officer, terms, wrong, at=before))
    assert ask(officer, terms, {**wrong, "remind_before": "168, 24"}, at=before)["Location"] == "/svarslage/"
    ask(signed_in(world.pupil(0)), f"/svar/{world.application(0).pk}/", {"answer": "decline", "version": 0})
    remind_and_settle(DUE + SECOND)
    day_after = DUE + timedelta(days=1)
    shown = ask(officer, "/svarslage/", at=day_after).context
    assert [(figure["label"], figure["value"]) for figure in shown["figures"]] == [
        ("Erbjudna platser", "5"), ("Har svarat", "1"), ("Ja", "0"), ("Lediga platser", "5"), ("Inte svarat än", "0"),
    ]  # fmt: skip
    assert ask(officer, "/svarslage/?format=xlsx", at=day_after)["Content-Disposition"].endswith(
        'svarslage.xlsx"'
    )
    lines = ask(officer, "/svarslage/respit/", at=day_after).context["lines"]
    assert len(lines) == 4
    for line in lines:
        ask(officer, f"/svarslage/respit/{line.reply_id}", {"beslut": "behall"}, at=day_after)
    opened = ask(officer, "/svarslage/reservomgang", {}, at=day_after)
    assert opened["Location"].startswith("/antagning/")


@pytest.mark.parametrize(("applicants", "number"), [(6, 4), (12, 4), (12, 5)])
def test_pages_at_the_hour_take_a_fixed_number_of_queries(db: None, applicants: int, number: int):
    """However many applicants, and choices and queues of one's own: 4 stands in two queues, 5 in three.

    In each but the fourth and fifth two of them are savepoints of the test.
    """
    world = make_small_replies(applicants=applicants)
    pupil, application = signed_in(world.pupil(number)), world.application(number)
    page = ResultPage.objects.get(publication__round=world.small.round, application=application)
    sent = {"answer": "stand" if number == 5 else "accept", "version": 0}
    ask(pupil, "/om/")  # the first page of a session writes when it began
    taken = []
    for path, data in (
        (f"/mina-besked/{page.pk}/", None),  # the first look is also an audit event
        (f"/mina-besked/{page.pk}/", None),
        ("/mina-besked/", None),  # there is one only: it is shown at once
        (f"/svar/{application.pk}/", None),
        (f"/besked/{world.small.round.pk}/tid", None),
        (f"/svar/{application.pk}/", sent),
    ):
        with time_machine.travel(LATER, tick=False):
            pupil.force_login(pupil.owner)
            pupil.get("/om/")
            with CaptureQueriesContext(connection) as queries:
                answer = pupil.get(path) if data is None else pupil.post(path, data)
            assert answer.status_code == (200 if data is None else 302)
        taken.append(len(queries))
    assert taken == [14, 12, 13, 17, 5, 19]


def test_office_lists_who_has_answered_what_and_protected_persons_are_in_no_search_or_file(
    world: SmallReplies,
):
    protected = world.application(1).person
    protected.security_marking = "confidential"
    protected.save()
    ask(signed_in(world.pupil(0)), f"/svar/{world.application(0).pk}/", {"answer": "decline", "version": 0})
    officer = signed_in(world.small.officer)
    asked = {
        query: {line.reference for line in ask(officer, f"/svarslage/sokande/{query}").context["lines"]}
        for query in ("", "?svar=open", "?svar=declined", "?sok=r000", "?sok=r001")
    }
    assert asked == {
        "": {"r000", "r001", "r002", "r003", "r004", "r005"},
        "?svar=open": {"r001", "r002", "r003", "r004"},
        "?svar=declined": {"r000"},
        "?sok=r000": {"r000"},
        "?sok=r001": set(),
    }
    page = text(ask(officer, "/svarslage/sokande/"))
    assert world.application(2).person.family_name in page
    lines = ask(officer, "/svarslage/sokande/").context["lines"]
    assert [line.name for line in lines if line.reference == "r001"] == [""]
    approver = signed_in(world.small.approver)
    shown = {line.reference for line in ask(approver, "/svarslage/sokande/").context["lines"]}
    assert shown == {"r000", "r002", "r003", "r004", "r005"}
    assert ask(approver, "/svarslage/sokande/?format=xlsx").status_code == 403
    before = AuditEntry.objects.filter(event="personal_data.exported").count()
    file = openpyxl.load_workbook(
        io.BytesIO(ask(officer, "/svarslage/sokande/?format=xlsx&svar=open").content)
    ).active
    assert file is not None
    assert [row[0] for row in file.iter_rows(values_only=True)][-3:] == ["r002", "r003", "r004"]
    assert AuditEntry.objects.filter(event="personal_data.exported").count() == before + 1
    assert ask(signed_in(world.small.auditor), "/svarslage/sokande/").status_code == 403
