"""What is asked for besides grades: one question a page, with papers where they matter."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.own_application import papers_due
from gemensam.domains.applications.inputs.content import Answer
from gemensam.domains.applications.queries.my_application import ChoiceLine
from gemensam.domains.applications.queries.requests import HAS_LAST_DAY, own_papers
from gemensam.domains.applications.services.add_paper import PaperRefused, add_paper
from gemensam.domains.applications.services.remove_paper import remove_paper
from gemensam.foundation.access import clock
from gemensam.foundation.documents.attached import MOST_BYTES, is_locked_pdf
from gemensam.interfaces.web.applications import drafting, merging
from gemensam.interfaces.web.applications.forms import QuestionForm
from gemensam.interfaces.web.applications.steps import WRITERS
from gemensam.interfaces.web.applications.words import PAPER_REFUSALS
from gemensam.interfaces.web.layout.page import page

QUESTIONS = {
    "english": gettext_lazy("Vill du söka dispens i engelska?"),
    "free_quota": gettext_lazy("Vill du söka i fri kvot?"),
    "special_reasons": gettext_lazy("Har du särskilda skäl att gå på en viss skola?"),
    "apprenticeship": gettext_lazy("Vill du gå ett yrkesprogram som lärling?"),
}
WITH_PAPERS = frozenset({"english", "free_quota", "special_reasons"})


@page(*WRITERS)
def question(request: HttpRequest, draft_id: UUID, question: str) -> HttpResponse:
    """Ask for something, or not. A paper is put to it without losing what is being written."""
    if question not in QUESTIONS:
        raise Http404
    draft = drafting.whole_draft(request, draft_id)
    if question in draft.view.closed:
        return drafting.step_taken(request, draft_id)
    form = _form(request, draft, question)
    if request.method == "POST" and request.POST.get("do"):
        return _with_papers(request, draft, question, form)
    if request.method == "POST" and form.is_valid():
        return _save(
            request, draft, question, form.answer(), onward=drafting.next_address(request, draft, question)
        )
    return render(request, "applications/templates/question.html", _context(request, draft, question, form))


def _form(request: HttpRequest, draft: drafting.Draft, question: str) -> QuestionForm:
    return QuestionForm(
        request.POST or None,
        initial=QuestionForm.initial_of(draft.view.content.answer(question)),
        label=QUESTIONS[question],
        lines=_concerned(draft, question),
    )


def _save(
    request: HttpRequest, draft: drafting.Draft, question: str, answer: Answer, *, onward: str
) -> HttpResponse:
    return merging.save(
        request, draft.view.id, question, lambda content: content.with_answer(question, answer), onward=onward
    )


def _with_papers(
    request: HttpRequest, draft: drafting.Draft, question: str, form: QuestionForm
) -> HttpResponse:
    """Add or remove a paper, save what is written so far, and come back to the same page."""
    do = request.POST["do"]
    if do == "paper":
        _add(request, draft, question)
    else:
        _remove(request, draft, do)
    answer = form.so_far()
    if answer is not None:
        return _save(request, draft, question, answer, onward=request.get_full_path())
    if form.data.get("text", "").strip():  # too long to be kept: stays on the page until it is shortened
        return render(
            request, "applications/templates/question.html", _context(request, draft, question, form)
        )
    return redirect(request.get_full_path())


def _add(request: HttpRequest, draft: drafting.Draft, question: str) -> None:
    found = request.FILES.get("paper")
    if found is None:
        messages.error(request, _("Välj en fil först."))
        return
    content = found.read(MOST_BYTES + 1)
    try:
        add_paper(
            actor=request.actor, draft_id=draft.view.id, kind=question, name=found.name or "",
            content=content, at=clock.now(),
        )  # fmt: skip
    except PaperRefused as refused:
        messages.error(request, str(PAPER_REFUSALS[refused.code]))
    else:
        messages.success(request, _("Bilagan är sparad. Den skickas när du skickar ansökan."))
        if is_locked_pdf(content):
            messages.warning(
                request,
                _(
                    "Filen kan vara låst med lösenord. Går den inte att öppna utan lösenord kan ingen läsa den. "
                    "Spara den då utan lösenord och lägg till den igen."
                ),
            )


def _remove(request: HttpRequest, draft: drafting.Draft, do: str) -> None:
    try:
        paper_id = UUID(do.removeprefix("remove:"))
    except ValueError:
        return
    try:
        remove_paper(actor=request.actor, draft_id=draft.view.id, paper_id=paper_id, at=clock.now())
    except PaperRefused as refused:
        messages.error(request, str(PAPER_REFUSALS[refused.code]))


def _context(
    request: HttpRequest, draft: drafting.Draft, question: str, form: QuestionForm
) -> dict[str, object]:
    papers = own_papers(request.actor, draft.view.id, at=clock.now())
    return {
        **drafting.step_context(draft, question),
        "form": form,
        "kind": question,
        "papers": [one for one in papers if one.kind == question],
        "takes_papers": question in WITH_PAPERS,
        "due": papers_due(office_id=draft.view.office_id, year=draft.view.year)
        if question in HAS_LAST_DAY
        else None,
        "now": clock.now(),
        "version": drafting.page_version(request, draft),
    }


def _concerned(draft: drafting.Draft, question: str) -> list[ChoiceLine]:
    """The choices that can be asked for; the exemption in English is for all of them."""
    lines = draft.overview.lines
    if question == "free_quota":
        return [line for line in lines if line.free_quota_seats]
    if question == "apprenticeship":
        return [line for line in lines if line.vocational]
    return list(lines) if question == "special_reasons" else []
