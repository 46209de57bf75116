"""The decision chain: recommend, each municipality's own decision, publish."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.queries import rounds, versions
from gemensam.domains.pricelist.queries.proposal import Proposal, proposal
from gemensam.domains.pricelist.services._publishing import PublicationRefused
from gemensam.domains.pricelist.services.publish_list import publish_list
from gemensam.domains.pricelist.services.recommend_list import NothingToRecommend, recommend_list
from gemensam.domains.pricelist.services.reconsider_list import reconsider_list
from gemensam.domains.pricelist.services.record_decision import OtherListShown, record_decision
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist import tabs
from gemensam.interfaces.web.pricelist.forms import DecisionForm, PublishForm, ReasonForm
from gemensam.interfaces.web.pricelist.rounds import MOVED_ON, round_or_404
from gemensam.interfaces.web.pricelist.words import key_text

REFUSED = {
    "empty": gettext_lazy("Det finns inget pris att rekommendera än."),
    "unpriced": gettext_lazy("Minst en utbildning saknar pris. Välj en annan modell eller sätt priset för hand."),
    "unapproved": gettext_lazy("Minst ett underlag väntar på ekonomen eller gymnasiechefen."),
    "undecided": gettext_lazy("Minst en kommun har inte beslutat. Vänta, eller kryssa i rutan och skriv varför."),
    "refused": gettext_lazy("Minst en kommun har inte antagit listan. Ändra den, eller kryssa i rutan."),
    "other_list": gettext_lazy("Priserna har ändrats sedan du öppnade sidan. Granska dem igen."),
    "too_early": gettext_lazy("Dagen ligger före den förra listans första dag. Välj en senare."),
    "other_year": gettext_lazy("Dagen ligger i ett annat år än listan. Välj en dag i listans år."),
    "unchanged": gettext_lazy("Inget pris har ändrats. Skriv en procentsats eller minst en ny kostnad."),
}  # fmt: skip


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def decisions(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Where the decision stands, what is new since the last list, and what can be done."""
    return _page(request, price_round_id)


def _page(request: HttpRequest, round_id: UUID, form: object = None) -> HttpResponse:
    view = round_or_404(request, round_id)
    round_ = rounds.found_round(request.actor, round_id)
    found = proposal(request.actor, round_)
    changed = _changes(view, found)
    if wants_excel(request):
        return excel_response(_("andringar"), [_sheet(changed)])
    day = {"effective_from": f"{view.year}-01-01", "checksum": found.checksum}
    context = {
        "view": view, "title": tabs.title_of(view), "tabs": tabs.tabs_of(view, "price_decisions"),
        "lines": rounds.decisions(request.actor, round_id), "found": found, "changes": changed,
        "variants": {one.key: key_text(one.key) for one in changed},
        "form": form or PublishForm(initial=day),
        "published": [one for one in versions.versions(region_id=view.region_id) if one.year == view.year],
    }  # fmt: skip
    return render(request, "pricelist/templates/decisions.html", context)


def _changes(view: rounds.RoundView, found: Proposal) -> list[versions.Change]:
    earlier = [one for one in versions.versions(region_id=view.region_id) if one.year < view.year]
    before = (
        versions.version_view(slug=view.region_slug, year=earlier[0].year, number=earlier[0].number)
        if earlier
        else None
    )
    prices = [
        (row.key, row.name, versions.whole(row.price.ike)) for row in found.rows if row.price is not None
    ]
    return versions.changes(before, prices)


def _sheet(changed: list[versions.Change]) -> OutSheet:
    columns = [OutColumn(_("Utbildning"), ColumnKind.TEXT, 40), OutColumn(_("Årskull"), ColumnKind.TEXT, 14),
               OutColumn(_("Före"), ColumnKind.NUMBER), OutColumn(_("Efter"), ColumnKind.NUMBER),
               OutColumn(_("Ändring"), ColumnKind.PERCENT)]  # fmt: skip
    rows = [
        (f"{one.key.label} {one.name}", key_text(one.key), one.before, one.after, one.share)
        for one in changed
    ]
    return OutSheet(_("Ändringar"), columns, rows)


def do(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    try:
        with missing_is_404():
            act()
    except (NothingToRecommend, PublicationRefused) as refused:
        messages.error(request, REFUSED[refused.code])
    except OtherListShown:
        messages.error(request, REFUSED["other_list"])
    except PriceTransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        messages.success(request, done)


@page(Permission.PRICE_RECOMMEND, methods=("POST",))
def recommend(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """The steering group recommends the list."""
    do(
        request,
        lambda: recommend_list(actor=request.actor, round_id=price_round_id, at=clock.now()),
        _("Listan är rekommenderad. Nu kan varje kommun besluta."),
    )
    return redirect("price_decisions", price_round_id)


@page(Permission.PRICE_RECOMMEND)
def reconsider(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Take the recommendation back."""
    view = round_or_404(request, price_round_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        do(
            request,
            lambda: reconsider_list(
                actor=request.actor, round_id=price_round_id, reason=reason, at=clock.now()
            ),
            _("Rekommendationen är tillbakatagen."),
        )
        return redirect("price_decisions", price_round_id)
    return render(
        request,
        "pricelist/templates/reconsider.html",
        {"view": view, "title": tabs.title_of(view), "form": form},
    )


@page(Permission.PRICE_DECIDE)
def decide(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """A municipality's own decision, with date and paragraph."""
    view = round_or_404(request, price_round_id)
    line = next((one for one in rounds.decisions(request.actor, price_round_id) if one.code == code), None)
    if line is None or not line.may_decide:
        raise Http404
    found = proposal(request.actor, rounds.found_round(request.actor, price_round_id))
    initial = {"checksum": found.checksum, "accepted": "yes"}
    form = DecisionForm(request.POST or None, initial=initial, today=clock.today())
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "accepted": form.cleaned_data["accepted"] == "yes"}
        do(
            request,
            lambda: record_decision(
                actor=request.actor, round_id=price_round_id, municipality_code=code, at=clock.now(), **values
            ),
            _("Kommunens beslut är sparat."),
        )
        return redirect("price_decisions", price_round_id)
    context = {
        "view": view,
        "title": tabs.title_of(view),
        "line": line,
        "form": form,
        "rows": len(found.priced),
    }
    return render(request, "pricelist/templates/decide.html", context)


@page(Permission.PRICE_PUBLISH, methods=("POST",))
def publish(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Publish the list that was shown."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, price_round_id, form)
    do(
        request,
        lambda: publish_list(
            actor=request.actor, round_id=price_round_id, at=clock.now(), **form.cleaned_data
        ),
        _("Prislistan är publicerad."),
    )
    return redirect("price_decisions", price_round_id)
