"""What a counsellor does with a pupil: each is one service, then back to the page."""

from dataclasses import asdict
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.offices import any_office
from gemensam.domains.applications.services.unlock_application import UnlockRefused, unlock_application
from gemensam.domains.guidance.queries import pupils
from gemensam.domains.guidance.services.hand_over_pupil import HandoverRefused, hand_over_pupil
from gemensam.domains.guidance.services.make_login_letters import make_login_letters
from gemensam.domains.guidance.services.recall_handover import AlreadyReceived, recall_handover
from gemensam.domains.guidance.services.receive_handover import NotHereYet, receive_handover
from gemensam.domains.guidance.services.remove_note import remove_note
from gemensam.domains.guidance.services.tick_pupil import tick_pupil
from gemensam.domains.guidance.services.write_note import write_note
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.pdf import PDF_MEDIA_TYPE, typeset
from gemensam.interfaces.web.guidance import pupil_figures
from gemensam.interfaces.web.guidance.one_pupil import pupil_page
from gemensam.interfaces.web.guidance.pupil_forms import HandoverForm, NoteForm, PupilFilterForm, UnlockForm
from gemensam.interfaces.web.layout.downloads import file_response
from gemensam.interfaces.web.layout.page import missing_is_404, page

_LETTERS = Path(__file__).parent / "templates" / "login_letters.typ"
_UNLOCK_REFUSALS = {
    "open": gettext_lazy("Eleven kan redan skicka och ändra själv. Du behöver inte låsa upp."),
    "closed": gettext_lazy("Kansliets regler tillåter inga ändringar just nu. Kontakta antagningskansliet."),
    "past": gettext_lazy("Tiden har redan varit, eller så har omvalet öppnat. Välj en senare tid."),
    "no_application": gettext_lazy("Eleven har ingen ansökan att låsa upp."),
}
_REFUSALS = {
    "same_school": gettext_lazy("Eleven går redan på den skolan. Välj den skola som eleven flyttar till."),
    "unknown_school": gettext_lazy("Skolan finns inte i registret. Välj en skola i listan."),
}


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def tick(request: HttpRequest, pupil_id: UUID) -> HttpResponse:
    """Tick off, or take the tick away."""
    with missing_is_404():
        tick_pupil(actor=request.actor, pupil_id=pupil_id, done="ja" in request.POST, at=clock.now())
    return redirect("guided_pupil", pupil_id)


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def note(request: HttpRequest, pupil_id: UUID) -> HttpResponse:
    """Write a note; what was written is not lost when something is wrong."""
    with missing_is_404():
        view = pupil_page(request.actor, pupil_id, at=clock.now())
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = {
            "pupil": view,
            "note_form": form,
            "handover_form": HandoverForm(schools=view.other_schools),
            "unlock_form": UnlockForm(),
        }
        return render(request, "guidance/templates/pupil.html", context)
    write_note(actor=request.actor, pupil_id=pupil_id, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Anteckningen är sparad."))
    return redirect("guided_pupil", pupil_id)


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def remove(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Remove one's own note."""
    with missing_is_404():
        pupil_id = remove_note(actor=request.actor, note_id=note_id, at=clock.now())
    messages.success(request, _("Anteckningen är borttagen."))
    return redirect("guided_pupil", pupil_id)


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def hand_over(request: HttpRequest, pupil_id: UUID) -> HttpResponse:
    """Hand the pupil over to another school; from then on the page is gone for the sender."""
    with missing_is_404():
        view = pupil_page(request.actor, pupil_id, at=clock.now())
    form = HandoverForm(request.POST, schools=view.other_schools)
    if form.is_valid():
        try:
            hand_over_pupil(
                actor=request.actor, pupil_id=pupil_id, to_unit_id=form.to_unit_id, with_notes=form.with_notes,
                at=clock.now(),
            )  # fmt: skip
        except HandoverRefused as refused:
            form.add_error("skola", _REFUSALS[refused.code])
        else:
            messages.success(
                request, _("Eleven är överlämnad. Vägledaren på den nya skolan har fått ett mejl.")
            )
            return redirect("guided_pupils")
    context = {
        "pupil": view, "note_form": NoteForm(initial={"note_id": uuid4()}), "handover_form": form,
        "unlock_form": UnlockForm(),
    }  # fmt: skip
    return render(request, "guidance/templates/pupil.html", context)


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def receive(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Take a handed-over pupil in."""
    try:
        with missing_is_404():
            handover = receive_handover(actor=request.actor, handover_id=handover_id, at=clock.now())
    except NotHereYet:
        messages.error(
            request,
            _(
                "Registret visar inte än att eleven går på din skola. Försök igen när skolans elever är inlästa."
            ),
        )
        return redirect("handovers")
    return redirect("guided_pupil", handover.pupil_id)


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def recall(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Take back a hand-over that nobody has received."""
    try:
        with missing_is_404():
            pupil_id = recall_handover(actor=request.actor, handover_id=handover_id, at=clock.now())
    except AlreadyReceived:
        messages.error(
            request, _("Den nya skolan har redan tagit emot eleven. Be dem lämna tillbaka eleven.")
        )
        return redirect("handovers")
    messages.success(request, _("Överlämningen är tillbakatagen."))
    return redirect("guided_pupil", pupil_id)


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def letters(request: HttpRequest) -> HttpResponse:
    """One page per pupil of the list as it is narrowed, on how to log in."""
    now = clock.now()
    everyone = pupils.own_pupils(request.actor, at=now)
    form = PupilFilterForm(request.POST, classes=pupil_figures.class_names(everyone))
    chosen = [one.person.pk for one in pupils.narrowed(everyone, form.narrow())]
    made = make_login_letters(actor=request.actor, pupil_ids=chosen, at=now)
    if not made:
        messages.error(request, _("Det finns ingen elev att göra brev till. Ta bort ett filter."))
        return redirect("guided_pupils")
    data = {
        "letters": [asdict(one) for one in made],
        "address": settings.PUBLIC_ADDRESS,
        "counsellor": request.actor.name,
    }
    content = typeset(_LETTERS, data, title=_("Så loggar du in"), sender=_("Gymnasieantagningen"), at=now)
    return file_response("inloggningsbrev.pdf", PDF_MEDIA_TYPE, content)


@page(Permission.PUPIL_GUIDE, methods=("POST",))
def unlock(request: HttpRequest, pupil_id: UUID) -> HttpResponse:
    """Let the pupil send between the office's windows."""
    with missing_is_404():
        view = pupil_page(request.actor, pupil_id, at=clock.now())
    form, office = UnlockForm(request.POST), any_office()
    if form.is_valid() and office is not None:
        try:
            unlock_application(
                actor=request.actor, office_id=office.id, year=office.year, person_id=pupil_id,
                reason=form.cleaned_data["skal"], until=form.cleaned_data["till"], at=clock.now(),
            )  # fmt: skip
        except UnlockRefused as refused:
            form.add_error(None, _UNLOCK_REFUSALS[refused.code])
        else:
            messages.success(request, _("Ansökan är upplåst. Det som skickas nu räknas som sent."))
            return redirect("guided_pupil", pupil_id)
    context = {
        "pupil": view, "note_form": NoteForm(initial={"note_id": uuid4()}),
        "handover_form": HandoverForm(schools=view.other_schools), "unlock_form": form,
    }  # fmt: skip
    return render(request, "guidance/templates/pupil.html", context)
