"""A counsellor's own times: the week, publishing, one time, and the calendar address."""

import secrets
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.guidance.queries import calendars, talks
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services.cancel_booking import cancel_booking
from gemensam.domains.guidance.services.change_feed import change_feed
from gemensam.domains.guidance.services.change_slot import change_slot
from gemensam.domains.guidance.services.mark_talk import mark_talk
from gemensam.domains.guidance.services.publish_slots import SlotsRefused, publish_slots
from gemensam.domains.guidance.services.withdraw_slot import withdraw_slot
from gemensam.domains.guidance.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import organisation_names
from gemensam.interfaces.web.guidance.slot_forms import MeetingForm, SlotsForm
from gemensam.interfaces.web.guidance.weeks import monday_of, week_page
from gemensam.interfaces.web.guidance.words import BOOKING_REFUSALS, SLOT_REFUSALS
from gemensam.interfaces.web.layout.page import missing_is_404, page, public_page


@page(Permission.GUIDANCE_SLOT_PUBLISH, methods=("GET", "HEAD"))
def week(request: HttpRequest) -> HttpResponse:
    """The counsellor's week: days side by side on a desk, one after the other on a phone."""
    monday = monday_of(request.GET.get("vecka", ""), clock.today())
    context = week_page(talks.week(request.actor, monday), monday, clock.today())
    context["has_feed"] = talks.has_feed(request.actor)
    return render(request, "guidance/templates/week.html", context)


@page(Permission.GUIDANCE_SLOT_PUBLISH)
def publish(request: HttpRequest) -> HttpResponse:
    """Offer new times."""
    schools = organisation_names(request.actor.organisations_with(Permission.GUIDANCE_SLOT_PUBLISH))
    initial = {"series_id": uuid4(), "forsta": clock.today(), "sista": clock.today()}
    form = SlotsForm(request.POST or None, schools=schools, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        try:
            made = publish_slots(
                actor=request.actor, plan=plan, series_id=form.cleaned_data["series_id"], at=clock.now()
            )
        except SlotsRefused as refused:
            form.add_error(None, SLOT_REFUSALS[refused.code])
        else:
            messages.success(request, _("%(made)s tider är utlagda.") % {"made": made.made})
            if made.overlapping:
                text = _("%(number)s tider krockade med dina egna och lades inte ut.")
                messages.info(request, text % {"number": made.overlapping})
            return redirect(f"{reverse('guidance_week')}?vecka={plan.first.isoformat()}")
    return render(request, "guidance/templates/publish.html", {"form": form})


@page(Permission.GUIDANCE_SLOT_PUBLISH, methods=("GET", "HEAD"))
def one(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """One of the counsellor's own times and who has booked it."""
    with missing_is_404():
        slot = talks.slot(request.actor, slot_id)
    return _slot_page(request, slot, _meeting_form(slot))


def _meeting_form(slot: talks.SlotView, data: QueryDict | None = None) -> MeetingForm:
    return MeetingForm(data, initial={"form": slot.form, "plats": slot.place, "lank": slot.video_link})


def _slot_page(request: HttpRequest, slot: talks.SlotView, form: MeetingForm) -> HttpResponse:
    context = {"slot": slot, "over": slot.starts_at <= clock.now(), "form": form}
    return render(request, "guidance/templates/slot.html", context)


@page(Permission.GUIDANCE_SLOT_PUBLISH, methods=("POST",))
def place(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Another room, phone in place of a room, or a new link; for this time or its whole series."""
    with missing_is_404():
        slot = talks.slot(request.actor, slot_id)
    form = _meeting_form(slot, request.POST)
    if not form.is_valid():
        return _slot_page(request, slot, form)
    try:
        number = change_slot(
            actor=request.actor, slot_id=slot_id, meeting=form.meeting(),
            whole_series=form.cleaned_data["serie"], at=clock.now(),
        )  # fmt: skip
    except BookingRefused as refused:
        messages.error(request, BOOKING_REFUSALS[refused.code])
    else:
        messages.success(
            request, _("Ändrade tider: %(number)s. De som har bokat får ett mejl.") % {"number": number}
        )
    return redirect("guidance_slot", slot_id)


@page(Permission.GUIDANCE_SLOT_PUBLISH, methods=("POST",))
def change(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Withdraw the time, cancel its booking, or note whether the talk took place."""
    with missing_is_404():
        slot = talks.slot(request.actor, slot_id)
    try:
        _change(request, slot)
    except BookingRefused as refused:
        messages.error(request, BOOKING_REFUSALS[refused.code])
    except TransitionRefused:
        messages.error(request, BOOKING_REFUSALS["moved_on"])
    else:
        messages.success(request, _("Ändringen är sparad."))
    return redirect("guidance_slot", slot_id)


def _change(request: HttpRequest, slot: talks.SlotView) -> None:
    """Do it to the booking that the page showed, and to no other that has taken its place since."""
    what, now = request.POST.get("gor"), clock.now()
    if what == "ta-bort":
        withdraw_slot(actor=request.actor, slot_id=slot.id, at=now)
    elif slot.booking_id is None or request.POST.get("samtal") != str(slot.booking_id):
        raise BookingRefused("moved_on")
    elif what == "avboka":
        cancel_booking(actor=request.actor, booking_id=slot.booking_id, at=now)
    else:
        mark_talk(actor=request.actor, booking_id=slot.booking_id, held=what == "blev-av", at=now)


@page(Permission.GUIDANCE_SLOT_PUBLISH, methods=("POST",))
def feed_address(request: HttpRequest) -> HttpResponse:
    """Make a new calendar address, shown once, or stop the one there is."""
    token = "" if "stoppa" in request.POST else secrets.token_urlsafe(32)
    change_feed(actor=request.actor, token=token, at=clock.now())
    if not token:
        messages.success(request, _("Kalenderadressen är stoppad."))
        return redirect("guidance_week")
    address = request.build_absolute_uri(reverse("guidance_feed", args=[token]))
    return render(request, "guidance/templates/feed.html", {"address": address})


@public_page
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whose secret address this is: for calendars, which do not log in."""
    content = calendars.feed(token, at=clock.now())
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response
