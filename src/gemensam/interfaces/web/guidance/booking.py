"""Finding, booking, moving and cancelling a talk, from the pupil's and the guardian's side."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.guidance.queries import talks, times
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services.answer_offer import answer_offer
from gemensam.domains.guidance.services.book_slot import book_slot
from gemensam.domains.guidance.services.cancel_booking import cancel_booking
from gemensam.domains.guidance.services.join_queue import join_queue
from gemensam.domains.guidance.services.leave_queue import leave_queue
from gemensam.domains.guidance.services.move_booking import move_booking
from gemensam.domains.guidance.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.guidance.booking_page import (
    bookable_names,
    offered_municipalities,
    overview_lines,
    queue_initial,
    times_by_day,
)
from gemensam.interfaces.web.guidance.slot_forms import BookForm, FindForm, QueueForm
from gemensam.interfaces.web.guidance.words import BOOKING_REFUSALS
from gemensam.interfaces.web.layout.page import missing_is_404, page, public_page

PAGE = 24
NEXT_TIMES = 8  # offered at once to one whose time was taken


@public_page
def overview(request: HttpRequest) -> HttpResponse:
    """What guidance there is, without names: for everyone."""
    lines = overview_lines(times.overview(at=clock.now()), municipality_names())
    return render(request, "guidance/templates/overview.html", {"lines": lines})


@page(Permission.GUIDANCE_BOOK, methods=("GET", "HEAD"))
def find(request: HttpRequest) -> HttpResponse:
    """Free times, narrowed by municipality, form and language; with ``flytta`` to move a talk."""
    pupils, now = bookable_names(request.actor, at=clock.now()), clock.now()
    moving = _moving(request)
    form = FindForm(request.GET, pupils=[] if moving else pupils, municipalities=offered_municipalities())
    pupil_id = talks.pupil_of(request.actor, moving.id, at=now) if moving else form.pupil()
    if pupil_id is None:
        return render(request, "guidance/templates/nobody.html")
    rows = times.open_times(
        request.actor, pupil_id, narrow=form.narrow(), at=now, instead_of=moving.id if moving else None
    )
    found = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "days": times_by_day(found.object_list),
        "pupil_id": pupil_id,
        "child": "" if pupil_id == request.actor.person_id else dict(pupils)[pupil_id],
        "moving": moving,
        "full": not moving and times.has_the_most(pupil_id, at=now),
        "waiting": [one for one in talks.my_waiting(request.actor, at=now) if one.pupil_id == pupil_id],
    }
    return render(request, "guidance/templates/find.html", context)


def _moving(request: HttpRequest) -> talks.TalkView | None:
    """The talk that the address says is to be moved."""
    wanted = request.GET.get("flytta", "")
    if not wanted:
        return None
    try:
        with missing_is_404():
            return talks.my_talk(request.actor, UUID(wanted), at=clock.now())
    except ValueError:
        raise Http404 from None


@page(Permission.GUIDANCE_BOOK)
def book(request: HttpRequest, slot_id: UUID, pupil_id: UUID) -> HttpResponse:
    """Look at one time and book it for the pupil."""
    pupils = dict(bookable_names(request.actor, at=clock.now()))
    if pupil_id not in pupils:
        raise Http404
    form = _book_form(request)
    if form.is_valid():
        try:
            with missing_is_404():
                book_slot(
                    actor=request.actor, slot_id=slot_id, pupil_id=pupil_id,
                    question=form.cleaned_data["fraga"], at=clock.now(),
                )  # fmt: skip
        except BookingRefused as refused:
            return _not_booked(request, pupil_id, refused.code, form.cleaned_data["fraga"])
        messages.success(request, _("Samtalet är bokat. Du får ett mejl med en kalenderfil."))
        return redirect("my_talks")
    try:
        slot = times.open_time(request.actor, slot_id, at=clock.now())
    except ObjectDoesNotExist:
        return _not_booked(request, pupil_id, "taken", request.POST.get("fraga", ""))
    context = {
        "form": form,
        "slot": slot,
        "pupil_id": pupil_id,
        "pupil_name": pupils[pupil_id],
        "own": pupil_id == request.actor.person_id,
    }
    return render(request, "guidance/templates/book.html", context)


def _book_form(request: HttpRequest) -> BookForm:
    """The form as sent; from the page of a time that was taken it comes with the words alone, and books nothing yet."""
    if request.method == "POST" and "boka" not in request.POST:
        return BookForm(initial={"fraga": request.POST.get("fraga", "")})
    return BookForm(request.POST or None)


def _not_booked(request: HttpRequest, pupil_id: UUID, code: str, question: str) -> HttpResponse:
    """Say why. What was written goes along to the next time, and is stored nowhere."""
    if not question:
        messages.error(request, BOOKING_REFUSALS[code])
        return redirect(f"{reverse('guidance_find')}?elev={pupil_id}")
    now = clock.now()
    rows = times.open_times(request.actor, pupil_id, narrow=times.TimeFilter(), at=now)
    context = {
        "reason": BOOKING_REFUSALS[code],
        "form": BookForm(initial={"fraga": question}),
        "pupil_id": pupil_id,
        "slots": [] if times.has_the_most(pupil_id, at=now) else rows[:NEXT_TIMES],
    }
    return render(request, "guidance/templates/not_booked.html", context, status=409)


@page(Permission.GUIDANCE_BOOK, methods=("GET", "HEAD"))
def mine(request: HttpRequest) -> HttpResponse:
    """One's own talks and one's children's, coming ones first, and the places in the queue."""
    lines = talks.my_talks(request.actor, at=clock.now())
    context = {
        "coming": [one for one in lines if one.coming],
        "past": [one for one in lines if not one.coming],
        "waiting": talks.my_waiting(request.actor, at=clock.now()),
        "municipalities": municipality_names(),
        "several": len(bookable_names(request.actor, at=clock.now())) > 1,
    }
    return render(request, "guidance/templates/my_talks.html", context)


@page(Permission.GUIDANCE_BOOK, methods=("POST",))
def change(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Cancel the talk, move it to another time, or answer an offer."""
    what, now = request.POST.get("gor", ""), clock.now()
    with missing_is_404():
        talks.my_talk(request.actor, booking_id, at=clock.now())
    try:
        if what == "avboka":
            cancel_booking(actor=request.actor, booking_id=booking_id, at=now)
        elif what == "flytta":
            with missing_is_404():
                slot_id = UUID(request.POST.get("tid", ""))
                move_booking(actor=request.actor, booking_id=booking_id, slot_id=slot_id, at=now)
        elif what in {"ja", "nej"}:
            answer_offer(actor=request.actor, booking_id=booking_id, accept=what == "ja", at=now)
    except BookingRefused as refused:
        messages.error(request, BOOKING_REFUSALS[refused.code])
    except (TransitionRefused, ValueError):
        messages.error(request, BOOKING_REFUSALS["moved_on"])
    else:
        messages.success(request, _("Ändringen är sparad."))
    return redirect("my_talks")


@page(Permission.GUIDANCE_BOOK)
def queue(request: HttpRequest, pupil_id: UUID) -> HttpResponse:
    """Stand in the queue, or change what one waits for."""
    pupils = dict(bookable_names(request.actor, at=clock.now()))
    if pupil_id not in pupils:
        raise Http404
    standing = [one for one in talks.my_waiting(request.actor, at=clock.now()) if one.pupil_id == pupil_id]
    initial = queue_initial(pupil_id, standing, clock.today())
    form = QueueForm(
        request.POST or None, municipalities=offered_municipalities(), today=clock.today(), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        question = form.cleaned_data["fraga"]
        join_queue(
            actor=request.actor, pupil_id=pupil_id, wishes=form.wishes(), question=question, at=clock.now()
        )
        messages.success(
            request, _("Du står i kön. När en tid blir ledig får du ett mejl och kan säga ja eller nej.")
        )
        return redirect("my_talks")
    context = {"form": form, "pupil_name": pupils[pupil_id], "several": len(pupils) > 1}
    context["standing"] = bool(standing)
    return render(request, "guidance/templates/queue.html", context)


@page(Permission.GUIDANCE_BOOK, methods=("POST",))
def leave(request: HttpRequest, pupil_id: UUID) -> HttpResponse:
    """Leave the queue."""
    if pupil_id not in dict(bookable_names(request.actor, at=clock.now())):
        raise Http404
    leave_queue(actor=request.actor, pupil_id=pupil_id, at=clock.now())
    messages.success(request, _("Du står inte längre i kön."))
    return redirect("my_talks")
