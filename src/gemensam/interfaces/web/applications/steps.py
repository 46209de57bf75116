"""The pages with one question each."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gemensam.domains.applications.inputs.content import Contact, Content
from gemensam.domains.applications.queries.registrations import is_being_checked
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import person
from gemensam.interfaces.web.applications import drafting, merging
from gemensam.interfaces.web.applications.forms import ContactForm, ElsewhereForm
from gemensam.interfaces.web.layout.page import page

WRITERS = (Permission.OWN_APPLICATION_WRITE, Permission.WARD_APPLICATION_READ)


@page(*WRITERS)
def contact(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """How to reach the applicant."""
    draft = drafting.whole_draft(request, draft_id)
    if "contact" in draft.view.closed:
        return drafting.step_taken(request, draft_id)
    known = draft.view.content.contact or _registered(request, draft)
    initial = {"email": known.email, "phone": known.phone}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = form.contact()
        onward = drafting.next_address(request, draft, "contact")
        return merging.save(
            request, draft_id, "contact", lambda content: replace(content, contact=answer), onward=onward
        )
    checked = draft.view.own and draft.view.is_protected and is_being_checked(request.actor)
    context = {**drafting.step_context(draft, "contact"), "form": form, "is_being_checked": checked}
    return render(
        request,
        "applications/templates/contact.html",
        {**context, "version": drafting.page_version(request, draft)},
    )


def _registered(request: HttpRequest, draft: drafting.Draft) -> Contact:
    """What the register has, to begin with; only for the applicant."""
    if not draft.view.own:
        return Contact()
    who = person(request.actor, draft.view.person_id, at=clock.now())
    return Contact(email=who.email, phone=who.phone)


@page(*WRITERS)
def elsewhere(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Wishes for educations that other offices handle, kept apart from the ranked list."""
    draft = drafting.whole_draft(request, draft_id)
    do = request.POST.get("do", "")
    form = ElsewhereForm(request.POST if do in ("add", "done") else None, known=draft.view.content.elsewhere)
    onward = reverse("application_choices", args=[draft_id]) if do == "done" else request.path
    if do == "remove":
        return _save_wishes(request, draft_id, _without(_pressed(request)), onward)
    if do == "done" and form.is_empty:
        return redirect(onward)
    if form.is_bound and form.is_valid():
        return _save_wishes(request, draft_id, _with(form), onward)
    context = {**drafting.step_context(draft, "choices"), "form": form}
    return render(request, "applications/templates/elsewhere.html", context)


def _save_wishes(
    request: HttpRequest, draft_id: UUID, change: Callable[[Content], Content], onward: str
) -> HttpResponse:
    """Adding and removing one is right whatever else was saved meanwhile."""
    save_draft(
        actor=request.actor, draft_id=draft_id, version=None, step="elsewhere", change=change, at=clock.now()
    )
    return redirect(onward)


def _with(form: ElsewhereForm) -> Callable[[Content], Content]:
    return lambda content: replace(content, elsewhere=form.added_to(content.elsewhere))


def _pressed(request: HttpRequest) -> tuple[str, ...]:
    """The wish whose button was pressed, by its words: its place may be another's in a page that has grown old."""
    return tuple(request.POST.get(name, "") for name in ("programme", "school", "municipality"))


def _without(gone: tuple[str, ...]) -> Callable[[Content], Content]:
    return lambda content: replace(
        content,
        elsewhere=tuple(
            one for one in content.elsewhere if (one.programme, one.school, one.municipality) != gone
        ),
    )
