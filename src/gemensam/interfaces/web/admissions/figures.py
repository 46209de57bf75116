"""A round's figures, pictures and sheets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries.overview import YearFigures
from gemensam.domains.admissions.queries.rounds import OutcomeView, RoundView
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.formats import number

MOST_IN_PICTURE = 12


def round_figures(round_: RoundView, outcomes: Sequence[OutcomeView]) -> list[dict[str, object]]:
    """The round in five numbers; empty before the run."""
    if round_.run is None:
        return []
    seats = sum(one.seats for one in outcomes)
    admitted = sum(one.admitted for one in outcomes)
    summary = round_.run.summary
    first_choice = _percent(summary["first_choice"], summary["applicants"])
    return [
        {"label": _("Sökande"), "value": number(int(str(summary["applicants"])))},
        {"label": _("Antagna"), "value": number(admitted), "note": _("till något val")},
        {"label": _("Antagna till sitt förstahandsval"), "value": first_choice, "unit": "%"},
        {"label": _("Fyllda platser"), "value": _percent(admitted, seats), "unit": "%"},
        {"label": _("Lediga platser"), "value": number(sum(one.vacant for one in outcomes))},
    ]  # fmt: skip


def input_figures(year: YearFigures) -> list[dict[str, object]]:
    """What a round that is not run will be run on."""
    applicants = reverse("applicants")
    return [
        {"label": _("Sökande"), "value": number(year.applicants), "url": applicants},
        {"label": _("Utbildningar"), "value": year.offerings, "url": reverse("offerings")},
        {"label": _("Platser"), "value": number(year.seats)},
        {"label": _("Saknar betyg"), "value": year.without_grades, "url": f"{applicants}?lage=no_grades"},
    ]


def _percent(part: object, whole: object) -> str:
    share = Decimal(int(str(part))) * 100 / Decimal(int(str(whole)) or 1)
    return f"{share:.0f}"


def round_charts(outcomes: Sequence[OutcomeView]) -> list[Chart]:
    """Fill rate, pressure and cut-offs against last round; none before the run."""
    if not outcomes:
        return []
    return [_fill_rate(outcomes), _pressure(outcomes), _cutoffs(outcomes)]


def _name(one: OutcomeView) -> str:
    return f"{one.title}, {one.school}"


def _fill_rate(outcomes: Sequence[OutcomeView]) -> Chart:
    rows = sorted(
        (one for one in outcomes if one.seats), key=lambda one: (one.admitted / one.seats, one.code)
    )
    some = rows[:MOST_IN_PICTURE]
    return Chart(
        ChartKind.RANKED,
        _("Utbildningar med flest lediga platser"),
        _("Andel av platserna som är fyllda, lägst först."),
        [_name(one) for one in some],
        [Series(_("Fyllda platser"), [Decimal(one.admitted) * 100 / one.seats for one in some])],
        category_name=_("Utbildning"),
        unit="%",
        decimals=0,
    )


def _pressure(outcomes: Sequence[OutcomeView]) -> Chart:
    rows = [one for one in outcomes if one.seats]
    rows.sort(key=lambda one: (-one.first_hand_first_choice / one.seats, one.code))
    some = rows[:MOST_IN_PICTURE]
    return Chart(
        ChartKind.RANKED,
        _("Utbildningar med högst söktryck"),
        _("Behöriga förstahandssökande per plats, flest först."),
        [_name(one) for one in some],
        [Series(_("Sökande per plats"), [Decimal(one.first_hand_first_choice) / one.seats for one in some])],
        category_name=_("Utbildning"),
        decimals=2,
    )


def _cutoffs(outcomes: Sequence[OutcomeView]) -> Chart:
    rows = [one for one in outcomes if one.lowest_merit is not None and one.reserves]
    rows.sort(key=lambda one: (-(one.lowest_merit or 0), one.code))
    some = rows[:MOST_IN_PICTURE]
    return Chart(
        ChartKind.BAR,
        _("Antagningsgränser mot förra omgången"),
        _("Lägsta meritvärde bland de antagna, nu och i den senast publicerade omgången."),
        [_name(one) for one in some],
        [
            Series(_("Nu"), [one.lowest_merit for one in some]),
            Series(_("Förra omgången"), [one.previous_lowest for one in some]),
        ],
        category_name=_("Utbildning"),
        unit=_("poäng"),
        decimals=1,
    )


def municipality_charts(outcomes: Sequence[OutcomeView], municipalities: Mapping[str, str]) -> list[Chart]:
    """Applicants, seats and admitted by municipality of the latest run; none before the first."""
    seats: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for one in outcomes:
        seats[one.municipality_code] += one.seats
        wanted[one.municipality_code] += one.first_hand_first_choice
        filled[one.municipality_code] += one.admitted
    codes = sorted(
        (code for code in seats if seats[code]), key=lambda code: (-wanted[code] / seats[code], code)
    )
    if not codes:
        return []
    names = [municipalities.get(code, code) for code in codes]
    return [
        Chart(
            ChartKind.BAR,
            _("Sökande och platser per kommun"),
            _(
                "Behöriga förstahandssökande, platser och antagna i den senaste körningen, högst söktryck först."
            ),
            names,
            [
                Series(_("Förstahandssökande"), [wanted[code] for code in codes]),
                Series(_("Platser"), [seats[code] for code in codes]),
                Series(_("Antagna"), [filled[code] for code in codes]),
            ],
            category_name=_("Kommun"),
            decimals=0,
        )
    ]


def outcome_sheet(outcomes: Sequence[OutcomeView]) -> OutSheet:
    """Every offering's figures as an Excel sheet, for those who handle the round."""
    titles = [
        (_("Kod"), "text"), (_("Utbildning"), "text"), (_("Skola"), "text"), (_("Platser"), "number"),
        (_("Behöriga sökande"), "number"), (_("Förstahandssökande"), "number"), (_("Antagna"), "number"),
        (_("I fri kvot"), "number"), (_("På prov"), "number"), (_("I andra hand"), "number"),
        (_("Lägsta"), "decimal"), (_("Median"), "decimal"), (_("Medel"), "decimal"), (_("Lägsta förra"), "decimal"),
        (_("Reserver"), "number"), (_("Lediga"), "number"),
    ]  # fmt: skip
    rows = [
        (
            one.code, one.title, one.school, one.seats, one.eligible, one.first_hand_first_choice, one.admitted,
            one.admitted_free_quota, one.admitted_test, one.admitted_second_hand, one.lowest_merit,
            one.median_merit, one.mean_merit, one.previous_lowest, one.reserves, one.vacant,
        )
        for one in outcomes
    ]  # fmt: skip
    return OutSheet(_("Utfall"), [OutColumn(title, ColumnKind(kind), 14) for title, kind in titles], rows)
