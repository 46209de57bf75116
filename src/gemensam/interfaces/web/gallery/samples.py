"""Sample data for the previews. Made up, and long where Swedish is long."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from gemensam.interfaces.web.gallery.chance_samples import chance_samples
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.tables import Column, headings
from gemensam.interfaces.web.layout.timelines import Milestone

_PROGRAMMES = (
    ("Naturvetenskapsprogrammet", "Norra gymnasiet", "Härnösand", 96, 121, "268,50", "Fullt", "danger"),
    ("El- och energiprogrammet", "Verkstadsskolan", "Timrå", 32, 29, "142,00", "Lediga platser", "success"),
    (
        "Vård- och omsorgsprogrammet, undersköterska",
        "Söderskolan",
        "Sollefteå",
        60,
        44,
        "–",
        "Lediga platser",
        "success",
    ),
    ("Estetiska programmet, musik", "Norra gymnasiet", "Härnösand", 28, 34, "231,00", "Fullt", "danger"),
    (
        "Försäljnings- och serviceprogrammet",
        "Västra gymnasiet",
        "Kramfors",
        30,
        31,
        "155,50",
        "Reservlista",
        "warning",
    ),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    civic_no = forms.CharField(label="Personnummer", help_text="ÅÅÅÅMMDD-NNNN")
    email = forms.EmailField(
        label="E-postadress", help_text="Vi skickar ett meddelande hit när beskedet finns."
    )
    phone = forms.CharField(label="Mobilnummer", required=False)
    choice = forms.ChoiceField(
        label="Förstahandsval", choices=[("", "Välj utbildning"), *((row[0], row[0]) for row in _PROGRAMMES)]
    )
    way = forms.ChoiceField(
        label="Hur vill du få beskedet?",
        choices=[
            ("mail", "Med e-post"),
            ("sms", "Med sms"),
            ("letter", "Med vanligt brev till folkbokföringsadressen"),
        ],
        widget=forms.RadioSelect,
        help_text="Du kan ändra dig senare.",
    )
    reasons = forms.MultipleChoiceField(
        label="Särskilda skäl",
        choices=[("health", "Hälsa eller funktionsnedsättning"), ("language", "Få terminer i svensk skola")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label="Sista ansökningsdag", widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(
        label="Berätta med egna ord", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    file = forms.FileField(label="Betygsfil", help_text="Excel eller CSV, högst 25 MB.")
    sure = forms.BooleanField(label="Jag har kontrollerat att uppgifterna stämmer")


class SampleFilter(forms.Form):
    """A list's search and filters."""

    q = forms.CharField(label="Sök", widget=forms.TextInput(attrs={"type": "search"}), required=False)
    municipality = forms.ChoiceField(
        label="Kommun", choices=[("", "Alla kommuner"), ("2284", "Örnsköldsvik")], required=False
    )
    state = forms.ChoiceField(
        label="Läge", choices=[("", "Alla"), ("free", "Lediga platser")], required=False
    )


def _steps() -> list[dict[str, str]]:
    return [
        {
            "label": "Läs in",
            "state": "done",
            "who": "Karin Ödman",
            "when": "12 maj kl. 09.14",
            "what": "2 812 sökande",
        },
        {"label": "Kontrollera", "state": "done", "who": "Karin Ödman", "when": "12 maj kl. 09.31"},
        {
            "label": "Kör antagningen",
            "state": "done",
            "who": "Karin Ödman",
            "when": "12 maj kl. 10.02",
            "what": "4 sekunder",
        },
        {"label": "Godkänn", "state": "current", "what": "1 av 2 personer har godkänt"},
        {"label": "Publicera", "state": "upcoming", "what": "Planerat till 15 maj kl. 08.00"},
    ]


_NAMES = [row[0] for row in _PROGRAMMES]

_CHARTS: dict[str, Chart] = {
    "bars": Chart(
        ChartKind.BAR,
        "Sökande per plats",
        "Naturvetenskapsprogrammet har flest sökande per plats, 1,26. Vård och omsorg har lägst, 0,73.",
        ["NA", "EE", "VO", "ES", "FS"],
        [Series("2026", [1.26, 0.91, 0.73, 1.21, 1.03])],
        category_name="Program",
        value_name="Sökande per plats",
        decimals=2,
        limit=("En sökande per plats", 1.0),
    ),
    "grouped": Chart(
        ChartKind.BAR,
        "Förstahandssökande i tre år",
        "Förstahandssökande per kommun 2024–2026. Sundsvall ökar varje år.",
        ["Sundsvall", "Örnsköldsvik", "Härnösand", "Kramfors"],
        [
            Series("2024", [1010, 580, 312, 148]),
            Series("2025", [1062, 571, 298, 150]),
            Series("2026", [1103, 590, 305, None]),
        ],
        category_name="Kommun",
        value_name="Sökande",
        hidden_text="Ett streck betyder att talet saknas eller gäller färre än fem personer.",
    ),
    "ranked": Chart(
        ChartKind.RANKED,
        "Fyllnadsgrad",
        "Andel av platserna som är fyllda. Två utbildningar är fulla.",
        _NAMES,
        [Series("Fyllnadsgrad", [100, 78.4, 61.7, 100, 96.7])],
        category_name="Utbildning",
        value_name="Andel",
        unit="%",
        decimals=1,
    ),
    "lines": Chart(
        ChartKind.LINE,
        "Antagningsgräns",
        "Antagningsgränsen på tre program sedan 2022. Naturvetenskap ligger högst alla år.",
        ["2022", "2023", "2024", "2025", "2026"],
        [
            Series("Naturvetenskap", [251.5, 255, 262.5, 260, 268.5]),
            Series("Estetiska", [214, 221.5, 219, 228, 231]),
            Series("Försäljning", [None, 131.5, 140, 149.5, 155.5]),
        ],
        category_name="År",
        value_name="Meritvärde",
        decimals=1,
    ),
    "histogram": Chart(
        ChartKind.HISTOGRAM,
        "Meritvärden bland alla sökande",
        "De flesta har mellan 200 och 260 poäng.",
        ["0–100", "100–140", "140–180", "180–220", "220–260", "260–300", "300–340"],
        [Series("Sökande", [61, 138, 402, 760, 815, 498, 138])],
        category_name="Meritvärde",
        value_name="Sökande",
    ),
    "boxes": Chart(
        ChartKind.BOX,
        "Antagnas meritvärden",
        "Lägsta, undre kvartil, median, övre kvartil och högsta meritvärde per program.",
        ["NA", "EE", "ES"],
        [
            Series(
                "Meritvärde",
                [(268.5, 280, 291, 305, 335), (142, 170, 195, 214, 261), (231, 240, 255, 270, 310)],
            )
        ],
        category_name="Program",
        value_name="Meritvärde",
        decimals=1,
    ),
}


def _wide_charts() -> dict[str, Chart]:
    towns = ["Sundsvall", "Timrå", "Härnösand", "Ånge"]
    return {
        "stacked": Chart(
            ChartKind.STACKED,
            "Utfall per kommun",
            "De flesta fick sitt förstahandsval i alla kommuner.",
            towns,
            [
                Series("Förstahandsval", [880, 160, 240, 61]),
                Series("Andra val", [165, 31, 49, 12]),
                Series("Utan plats", [58, 9, 16, 7]),
            ],
            category_name="Kommun",
            value_name="Sökande",
        ),
        "scatter": Chart(
            ChartKind.SCATTER,
            "Söktryck och antagningsgräns",
            "Ju fler sökande per plats, desto högre gräns.",
            ["NA", "EE", "VO", "ES", "FS"],
            [Series("2026", [(1.26, 268.5), (0.91, 142), (0.73, 131), (1.21, 231), (1.03, 155.5)])],
            category_name="Sökande per plats",
            value_name="Antagningsgräns",
            decimals=2,
        ),
        "heatmap": Chart(
            ChartKind.HEATMAP,
            "Var de sökande vill gå",
            "De flesta söker i sin egen kommun. Timrå söker till Sundsvall.",
            towns,
            [
                Series("Sundsvall", [991, 40, 68, 4]),
                Series("Timrå", [121, 62, 17, None]),
                Series("Härnösand", [70, 9, 224, None]),
                Series("Ånge", [34, None, 5, 38]),
            ],
            category_name="Hem- och skolkommun",
            value_name="Sökande",
        ),
    }


_FIGURES = [
    {"label": "Sökande", "value": "2 812", "note": "12 fler än förra året"},
    {
        "label": "Fick sitt förstahandsval",
        "value": "81,4",
        "unit": "%",
        "note": "79,8 % förra året",
        "kind": "success",
    },
    {
        "label": "Utan plats",
        "value": "143",
        "note": "5,1 % av de sökande",
        "kind": "warning",
        "url": "#",
    },
    {"label": "Lediga platser", "value": "388", "note": "på 57 utbildningar"},
]


_MILESTONES = [
    Milestone(date(2026, 2, 2), "Sista dag att söka"),
    Milestone(date(2026, 4, 15), "Preliminärt besked"),
    Milestone(date(2026, 5, 15), "Omvalet stänger", "Därefter räknas ändringar som sena."),
    Milestone(date(2026, 6, 17), "Slutbetyg inlämnade", "Lovskolans betyg räknas med.", "#"),
    Milestone(date(2026, 7, 1), "Slutligt antagningsbesked"),
]


_TODOS = [
    {
        "title": "Godkänn den slutliga antagningen",
        "text": "En person har godkänt. Det behövs två.",
        "url": "#",
        "due": "senast 14 maj",
        "kind": "warning",
    },
    {
        "title": "Rätta felen i betygsfilen från Söderskolan",
        "text": "3 rader går inte att läsa.",
        "url": "#",
        "count": "3 fel",
        "kind": "danger",
    },
    {"title": "Läs de nya yttrandena", "url": "#", "count": "12", "kind": "info"},
]


def samples() -> dict[str, object]:
    """Everything that the previews show."""
    columns = [
        Column("Utbildning", "utbildning"),
        Column("Skola", "skola"),
        Column("Kommun"),
        Column("Platser", "platser", numeric=True),
        Column("Sökande", "sokande", numeric=True),
        Column("Antagningsgräns", numeric=True),
        Column("Läge"),
    ]
    keys = ("name", "school", "municipality", "seats", "applicants", "limit", "state", "kind")
    return {
        "form": SampleForm(),
        "bad_form": SampleForm({"civic_no": "", "email": "x", "choice": ""}, auto_id="id_fel_%s"),
        "filter_form": SampleFilter(auto_id="id_filter_%s"),
        "steps": _steps(),
        "headings": headings(QueryDict("ordning=utbildning"), columns, default="utbildning"),
        "programmes": [SimpleNamespace(**dict(zip(keys, row, strict=True))) for row in _PROGRAMMES],
        "page": Paginator(range(2812), 50).page(7),
        "figures": _FIGURES,
        "milestones": _MILESTONES,
        "today": date(2026, 5, 3),
        "todos": _TODOS,
        "tabs": [
            {"label": "Utbildningar", "url": "#", "current": True, "count": 118},
            {"label": "Söktryck", "url": "#"},
            {"label": "Historik", "url": "#"},
        ],
        "facts": [
            {"term": "Skola", "value": "Norra gymnasiet, Härnösand"},
            {"term": "E-postadress", "value": "alva.lind@example.invalid", "url": "#"},
            {
                "term": "Tredje val",
                "value": "Introduktionsprogram, individuellt alternativ med yrkesinriktning",
                "url": "#",
            },
        ],
        "charts": _CHARTS | _wide_charts(),
        **chance_samples(),
    }
