"""Figures and pictures of a round, each with the same numbers in the table beside it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from gemensam.domains.pricelist.queries.consequences import ConsequenceView
from gemensam.domains.pricelist.queries.proposal import Proposal
from gemensam.domains.pricelist.queries.rounds import RoundView
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.formats import number, percent
from gemensam.interfaces.web.layout.timelines import Milestone
from gemensam.interfaces.web.pricelist.words import MODELS

_PLACE = {"draft": 0, "reported": 1, "reviewed": 2, "approved": 3}


def round_figures(view: RoundView) -> list[dict[str, object]]:
    """How many have reported, as a number and as a share."""
    if not view.members:
        return []
    share = Decimal(view.reported) / view.members
    missing = [line.name for line in view.reports if not line.has_come]
    approved = sum(line.state == "approved" for line in view.reports)
    return [
        {
            "label": _("Lämnade underlag"),
            "value": f"{view.reported}/{view.members}",
            "note": percent(share),
        },
        {
            "label": _("Saknas"),
            "value": number(len(missing)),
            "note": ", ".join(missing) if len(missing) < 5 else "",
            "kind": "warning" if missing else "",
        },
        {"label": _("Godkända av gymnasiechefen"), "value": number(approved)},
    ]


def reports_chart(view: RoundView) -> Chart:
    """Who has and who has not, as how far each has come."""
    return Chart(
        ChartKind.RANKED,
        _("Så långt har kommunerna kommit"),
        _(
            "Noll steg betyder att underlaget inte är lämnat. 1 är lämnat, 2 granskat av ekonomen och 3 godkänt."
        ),
        [line.name for line in view.reports],
        [Series(str(_("Steg av tre")), [_PLACE[line.state] for line in view.reports])],
        category_name=_("Kommun"),
    )


def milestones(view: RoundView) -> list[Milestone]:
    """The agreed dates."""
    return [
        Milestone(view.opens_on, _("Prisomgången öppnar")),
        Milestone(view.due_on, _("Sista dag att lämna underlag")),
        Milestone(view.reminder_on, _("Andra påminnelsen")),
        Milestone(view.escalation_on, _("Gymnasiechefen får veta")),
        Milestone(view.decision_on, _("Kommunerna har beslutat")),
    ]


def models_chart(found: Proposal) -> Chart:
    """Every model's price by education."""
    rows = [row for row in found.rows if any(one.base is not None for one in row.by_model.values())]
    return Chart(
        ChartKind.BAR,
        _("Kostnad per elev enligt varje modell"),
        _("Kronor per elev och år före administration, för varje utbildning."),
        [row.key.label for row in rows],
        [Series(str(MODELS[code]), [row.by_model[code].base for row in rows]) for code in MODELS],
        category_name=_("Utbildning"),
        unit="kr",
    )


def nets_chart(found: ConsequenceView) -> Chart:
    """What each municipality receives or pays in all."""
    return Chart(
        ChartKind.RANKED,
        _("Vad varje kommun får eller betalar netto"),
        _("Kronor för hela året. Plus betyder att kommunen får mer än den betalar. Summan är noll."),
        [one.name for one in found.members],
        [
            Series(_("Nya priser"), [one.net for one in found.members]),
            Series(_("Förra årets priser"), [one.last_net for one in found.members]),
        ],
        category_name=_("Kommun"),
        unit="kr",
    )


def forecast_chart(found: ConsequenceView, year: int) -> Chart:
    """This year's net and the three to come."""
    years = [year, *(one.year for one, _shown in found.forecasts)]
    series = [
        Series(
            member.name,
            [member.net, *(shown.get(member.code, 0) for _one, shown in found.forecasts)],
        )
        for member in found.members
    ]
    return Chart(
        ChartKind.LINE,
        _("De närmaste tre åren"),
        _(
            "Nettot om ungdomarna väljer som i dag, årskullarna blir som i tabellen och priserna följer indexet."
        ),
        [str(one) for one in years],
        series,
        category_name=_("År"),
        unit="kr",
    )
