"""The way in to payments: what waits, months, and the sums between municipalities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.settlement.queries import lines, runs
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.settlement.forms import RunForm
from gemensam.interfaces.web.settlement.listing import sums_chart, sums_shown
from gemensam.interfaces.web.settlement.settlement_words import RUN_KINDS, RUN_STATES

LATEST = 24


def creditor_choices(request: HttpRequest, permission: Permission) -> list[tuple[str, str]]:
    """Ids and names of the organisations for which the actor holds the permission."""
    return [(str(one.pk), one.display_name) for one in runs.creditors(request.actor, permission)]


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for someone, the months run, and what one's municipality is to pay."""
    today = timezone.localdate(clock.now())
    names = municipality_names()
    paid = lines.lines(request.actor, lines.LineFilter(side="debtor", year=today.year))
    by_creditor = lines.sums_by_creditor(paid)
    earned = lines.lines(request.actor, lines.LineFilter(side="creditor", year=today.year))
    sums = sums_shown(lines.sums_by_debtor(earned), names)
    choices = creditor_choices(request, Permission.SETTLEMENT_RUN)
    context = {
        "todo": _todo(request),
        "runs": [
            {"run": one, "state": RUN_STATES[one.state], "kind": RUN_KINDS[one.state]}
            for one in runs.runs(request.actor)[:LATEST]
        ],
        "run_form": RunForm(creditors=choices, initial={"ar": today.year, "manad": today.month})
        if choices
        else None,
        "paid": by_creditor,
        "sums": sums,
        "chart": sums_chart(sums, _("Vad andra kommuner betalar till oss %(year)s") % {"year": today.year}),
        "year": today.year,
    }
    return render(request, "settlement/templates/overview.html", context)


def _todo(request: HttpRequest) -> list[dict[str, object]]:
    waiting = runs.waiting(request.actor)
    attest, answers, own = waiting.to_attest, waiting.objections, waiting.own_disputed
    address = reverse("basis_lines")
    rows = [
        (attest, ngettext("%d månad väntar på attest", "%d månader väntar på attest", attest),
         _("En annan person än den som körde månaden attesterar."), reverse("settlement") + "#manader"),
        (answers, ngettext("%d bestridande väntar på svar", "%d bestridanden väntar på svar", answers),
         _("Den bestridda raden är frusen tills du har svarat."), f"{address}?sida_av=creditor&lage=disputed"),
        (own, ngettext("%d rad har ni bestridit", "%d rader har ni bestridit", own),
         _("Väntar på svar från den som får betalt."), f"{address}?sida_av=debtor&lage=disputed"),
    ]  # fmt: skip
    return [
        {"title": title % count, "text": text, "url": url, "kind": "warning"}
        for count, title, text, url in rows
        if count
    ]
