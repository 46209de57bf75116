"""The demo's clock: move it to the moments of the admission year that are worth seeing.

This module cannot be loaded outside a demo, so that a mistake in the addresses opens nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries import offices
from gemensam.foundation.access import clock
from gemensam.foundation.jobs.periodic import forget_later_than
from gemensam.interfaces.web.layout.formats import datetime_sv
from gemensam.interfaces.web.layout.page import public_action, public_page

if not settings.DEMO:
    raise ImproperlyConfigured("The demo's clock exists only in a demo (GEMENSAM_DEMO=1).")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A moment worth seeing, told from a date of the office's own calendar."""

    code: str
    event: str
    after: timedelta
    label: str | Promise
    sentence: str | Promise


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as the page shows it."""

    code: str
    at: datetime
    label: str | Promise
    sentence: str | Promise


_PLANS = (
    _Plan(
        "ansokan", "application_opens", timedelta(days=8),
        gettext_lazy("Ansökan är öppen"),
        gettext_lazy("Elever väljer, vägledare hjälper till och skolorna lämnar in elever."),
    ),
    _Plan(
        "omval", "re_choice_closes", timedelta(days=-12, hours=-12),
        gettext_lazy("Omvalet pågår"),
        gettext_lazy("Det preliminära beskedet har kommit och valen får ändras."),
    ),
    _Plan(
        "korning", "final_published", timedelta(days=-7, minutes=30),
        gettext_lazy("Den slutliga antagningen ska köras"),
        gettext_lazy("Slutbetygen är inlästa. Kansliet kör, granskar och godkänner."),
    ),
    _Plan(
        "strax-fore", "final_published", timedelta(minutes=-1),
        gettext_lazy("En minut före det slutliga beskedet"),
        gettext_lazy("Eleverna har loggat in och väntar. Ingen ser något förrän klockan har slagit."),
    ),
    _Plan(
        "besked", "final_published", timedelta(minutes=5),
        gettext_lazy("Det slutliga beskedet har kommit"),
        gettext_lazy("Eleverna läser sina besked och svarar, om kansliet har publicerat dem."),
    ),
    _Plan(
        "sista-svarsdagen", "reply_due", timedelta(hours=-2),
        gettext_lazy("Sista svarsdagen, två timmar kvar"),
        gettext_lazy("Påminnelserna har gått ut. Den som inte svarar får det som kansliet har bestämt."),
    ),
    _Plan(
        "reserv", "reserve_round", timedelta(minutes=30),
        gettext_lazy("Augusti, reservantagningen"),
        gettext_lazy("Platser som blev över går till reserverna."),
    ),
)  # fmt: skip


@public_page
def demo_clock(request: HttpRequest) -> HttpResponse:
    """What time it is in the demo, and one button for each moment."""
    context = {"now": clock.now(), "moments": _moments()}
    return render(request, "access/templates/demo_clock.html", context)


@public_action
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Move the demo's clock to the moment; every process follows at its next look at the clock."""
    moment = next((one for one in _moments() if one.code == code), None)
    if moment is None or not settings.DEMO:
        raise Http404
    clock.move_demo_clock(moment.at)
    forget_later_than(moment.at)
    messages.success(request, _("Demons klocka visar nu %(at)s.") % {"at": datetime_sv(moment.at)})
    return redirect("demo_clock")


def _moments() -> list[Moment]:
    """The moments for which the office's calendar has the date, in order."""
    office = offices.any_office()
    dates = offices.calendar(office_id=office.id, year=office.year, now=clock.now()) if office else ()
    known = {date.event: date.at for date in dates}
    return sorted(
        (
            Moment(plan.code, known[plan.event] + plan.after, plan.label, plan.sentence)
            for plan in _PLANS
            if plan.event in known
        ),
        key=lambda moment: moment.at,
    )
