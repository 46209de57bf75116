"""Swedish words for the codes of prices: states, steps, components, findings, faults, models, reasons."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.inputs.cells import TableFault
from gemensam.interfaces.web.layout.formats import number
from gemensam.rules.pricing.validation import Finding, Level

ROUND_STATES = {
    "planned": (gettext_lazy("Planerad"), "neutral"),
    "open": (gettext_lazy("Öppen för underlag"), "info"),
    "closed": (gettext_lazy("Stängd, priserna räknas"), "warning"),
    "recommended": (gettext_lazy("Rekommenderad"), "info"),
    "published": (gettext_lazy("Publicerad"), "success"),
}
REPORT_STATES = {
    "draft": (gettext_lazy("Inte lämnat"), "warning"),
    "reported": (gettext_lazy("Lämnat"), "info"),
    "reviewed": (gettext_lazy("Granskat"), "info"),
    "approved": (gettext_lazy("Godkänt"), "success"),
}
COMPONENTS = {
    "teaching": gettext_lazy("Undervisning"),
    "materials": gettext_lazy("Lärverktyg"),
    "health": gettext_lazy("Elevhälsa"),
    "meals": gettext_lazy("Måltider"),
    "premises": gettext_lazy("Lokaler"),
    "other": gettext_lazy("Övrigt"),
    "travel": gettext_lazy("Resor"),
}
COMPONENT_HINTS = {
    "teaching": gettext_lazy("Lärare och annan personal i undervisningen."),
    "materials": gettext_lazy("Läromedel, utrustning och studiebesök."),
    "health": gettext_lazy("Elevhälsans insatser."),
    "meals": gettext_lazy("Skolmåltider. Räkna med personal och transporter."),
    "premises": gettext_lazy("Hyra, drift, inventarier och ränta. Inte amortering."),
    "other": gettext_lazy("Det som inte hör hemma i något annat kostnadsslag. Inte administration och moms."),
    "travel": gettext_lazy(
        "Elevernas resor, när de ska ingå i priset. Inte skolkort som faktureras för sig."
    ),
}
SCHOOL_FORMS = {
    "national": gettext_lazy("Nationella program"),
    "introduction": gettext_lazy("Introduktionsprogram"),
    "adapted": gettext_lazy("Anpassade gymnasieskolan"),
}
COHORTS = {"gy11": gettext_lazy("Gy11"), "gy25": gettext_lazy("Gy25")}
FORMS = {"school": gettext_lazy("Skolförlagd"), "apprenticeship": gettext_lazy("Lärling")}
LEVELS = {
    Level.ERROR: (gettext_lazy("Fel"), "danger"),
    Level.WARNING: (gettext_lazy("Varning"), "warning"),
    Level.INFO: (gettext_lazy("Upplysning"), "info"),
}
MODELS = {
    "weighted": gettext_lazy("Vägt medel"),
    "self_cost": gettext_lazy("Anordnarens självkostnad"),
    "index": gettext_lazy("Index på förra året"),
    "trimmed": gettext_lazy("Medel utan högsta och lägsta"),
    "national_share": gettext_lazy("Andel av riksprislistan"),
}
MODEL_HINTS = {
    "weighted": gettext_lazy(
        "Varje kommuns kostnad väger efter hur många elever den har. Så räknas också riksprislistan."
    ),
    "self_cost": gettext_lazy(
        "Varje kommun tar betalt för sin egen kostnad. "
        "Listan visar ett vägt medel, och kommunernas egna priser står bredvid."
    ),
    "index": gettext_lazy("Förra årets pris räknas upp. Underlagen visar bara hur kostnaderna har rört sig."),
    "trimmed": gettext_lazy("Den högsta och den lägsta kostnaden räknas bort. Alla andra väger lika."),
    "national_share": gettext_lazy("En andel av riksprislistan, med moms och administration avräknade."),
}  # fmt: skip
MISSING = {
    "exclude": gettext_lazy("Räkna utan kommunen"),
    "carry_forward": gettext_lazy("Använd förra årets kostnad, uppräknad, och märk priset som skattat"),
}
ADMINISTRATION = {
    "on_top": gettext_lazy("3 procent läggs på kostnaden (kostnad × 1,03)"),
    "share": gettext_lazy("3 procent är en del av hela beloppet (kostnad ÷ 0,97)"),
}
NO_PRICE = {
    "no_reports": gettext_lazy("Ingen kommun har lämnat något underlag."),
    "no_pupils": gettext_lazy("Inga elever i underlaget."),
    "no_last_year": gettext_lazy("Utbildningen saknas i förra årets lista."),
    "no_national": gettext_lazy("Utbildningen saknas i riksprislistan."),
}
STEPS = {
    "create": gettext_lazy("Prisomgången planerades"),
    "open": gettext_lazy("Prisomgången öppnades"),
    "close": gettext_lazy("Prisomgången stängdes"),
    "reopen": gettext_lazy("Prisomgången öppnades igen"),
    "recommend": gettext_lazy("Styrgruppen rekommenderade listan"),
    "reconsider": gettext_lazy("Rekommendationen togs tillbaka"),
    "publish": gettext_lazy("Listan publicerades"),
    "change": gettext_lazy("En ändrad lista publicerades"),
    "report_report": gettext_lazy("Underlaget lämnades"),
    "report_review": gettext_lazy("Ekonomen granskade underlaget"),
    "report_approve": gettext_lazy("Gymnasiechefen godkände underlaget"),
    "report_return": gettext_lazy("Underlaget skickades tillbaka"),
    "choose_model": gettext_lazy("Prismodellen valdes"),
    "override": gettext_lazy("Ett pris sattes för hand"),
    "override_removed": gettext_lazy("Ett pris som satts för hand togs bort"),
    "flows": gettext_lazy("Elevströmmarna sparades"),
    "figures": gettext_lazy("Budget och årskullar sparades"),
    "decide": gettext_lazy("Kommunens beslut skrevs in"),
    "reminder": gettext_lazy("Påminnelse skickades"),
    "told_reporters": gettext_lazy("Mejl till rapportörerna: underlaget är öppet"),
    "told_economist": gettext_lazy("Mejl till ekonomen: underlaget väntar på granskning"),
    "told_head": gettext_lazy("Mejl till gymnasiechefen: underlaget väntar på godkännande"),
    "told_reporter": gettext_lazy("Mejl till rapportören: underlaget är tillbakaskickat"),
    "told_steering_group": gettext_lazy("Mejl till styrgruppen: listan väntar på rekommendation"),
    "told_decision_maker": gettext_lazy("Mejl till kommunens beslutsfattare: listan väntar på beslut"),
}
STAGES = {
    "first": gettext_lazy("första påminnelsen"),
    "second": gettext_lazy("andra påminnelsen"),
    "escalation": gettext_lazy("även till gymnasiechefen"),
}
_FINDINGS = {
    "code_unknown": gettext_lazy("%(code)s är ingen känd programkod. Välj en kod ur listan."),
    "component_missing": gettext_lazy("%(component)s saknas. Skriv 0 om kostnaden är noll, eller fyll i schablonen."),
    "negative": gettext_lazy("%(component)s är mindre än noll. Skriv beloppet utan minus."),
    "pupils_missing": gettext_lazy("Antalet elever saknas. Skriv 0 om inga elever väntas."),
    "pupils_zero": gettext_lazy("Kostnad men inga elever. Skriv i kommentaren varför, eller ändra antalet elever."),
    "rounding": gettext_lazy("Din summa skiljer sig 1 kr från vår. Det är avrundning och inget fel."),
    "arithmetic": gettext_lazy("Summan stämmer inte. Den skiljer sig %(difference)s kr från delarna."),
    "arithmetic_fits": gettext_lazy(
        "Summan stämmer inte. Den skiljer sig %(difference)s kr från delarna. Kostnaden %(fits)s kr skulle passa."
    ),
    "administration": gettext_lazy("Administrationen borde vara %(expected)s kr."),
    "change": gettext_lazy(
        "%(per_cent)s %% jämfört med ert pris förra året (%(other)s kr). Skriv i kommentaren varför."
    ),
    "far_from_median": gettext_lazy(
        "%(per_cent)s %% från mitten bland kommunerna (%(other)s kr). Skriv i kommentaren varför."
    ),
    "far_from_national": gettext_lazy("Bidraget blir %(per_cent)s %% från riksprislistan (%(other)s kr)."),
    "copied_value": gettext_lazy("Samma kostnad på kronan som %(others)s. Är värdet kopierat?"),
}  # fmt: skip
_FAULTS = {
    "number": gettext_lazy("”%(value)s” är inget belopp. Skriv bara siffror, till exempel 113 973."),
    "negative": gettext_lazy("”%(value)s” är mindre än noll. Skriv beloppet utan minus."),
    "formula": gettext_lazy("Cellen innehåller en formel eller ett fel. Klistra in värdet i stället."),
    "required": gettext_lazy("Värdet saknas."),
    "code_unknown": gettext_lazy("”%(value)s” är ingen känd kod. Koderna står i mallen."),
    "cohort": gettext_lazy("”%(value)s” är ingen årskull. Skriv Gy25 eller Gy11."),
    "form": gettext_lazy("”%(value)s” är ingen form. Skriv Skolförlagd eller Lärling."),
    "yes_or_no": gettext_lazy("”%(value)s” går inte att tolka. Skriv Ja eller Nej."),
    "too_long": gettext_lazy("Texten är för lång. Korta den."),
    "twice": gettext_lazy("Utbildningen står två gånger, också på rad %(value)s. Ta bort den ena."),
    "municipality": gettext_lazy("”%(value)s” är ingen av kommunerna i prislistan."),
    "kind_unused": gettext_lazy(
        "Regionen lämnar inte det kostnadsslaget. Lägg beloppet under Övrigt, eller töm rutan."
    ),
    "same_municipality": gettext_lazy(
        "Hemkommun och skolkommun är samma. Ta bort raden: ingen betalar sig själv."
    ),
    "column_missing": gettext_lazy("Kolumnen saknas. Använd mallens rubriker."),
    "empty": gettext_lazy("Det finns inga rader att läsa."),
}
_DECIMALS = {"per_cent": 1}


def finding_text(finding: Finding) -> str:
    """A finding as a sentence that says what is wrong and what to do."""
    facts: dict[str, object] = {
        name: value if isinstance(value, str) else number(value, _DECIMALS.get(name, 0))
        for name, value in finding.facts.items()
    }
    facts["component"] = COMPONENTS.get(finding.field, _("Antalet elever"))
    code = "arithmetic_fits" if "fits" in finding.facts else finding.code
    if isinstance(finding.facts.get("per_cent"), str) is False and "per_cent" in finding.facts:
        sign = "+" if finding.facts["per_cent"] > 0 else ""  # type: ignore[operator]  # a number by the line above
        facts["per_cent"] = f"{sign}{facts['per_cent']}"
    return str(_FINDINGS[code]) % facts


def fault_text(code: str, value: str = "") -> str:
    """What is wrong with a cell, and what to do about it."""
    return str(_FAULTS[code]) % {"value": value}


def fault_lines(faults: tuple[TableFault, ...]) -> list[dict[str, object]]:
    """Faults of a table for its list: row, column, sentence."""
    return [{"row": one.row, "column": one.column, "text": fault_text(one.code, one.value)} for one in faults]


def state_tag(states: Mapping[str, tuple[object, str]], state: str) -> dict[str, str]:
    """A state's words and colour."""
    text, kind = states[state]
    return {"text": str(text), "kind": kind}


def key_text(key: object) -> str:
    """What tells a row from the programme's ordinary one: cohort, and apprenticeship."""
    parts = [str(COHORTS.get(key.cohort, ""))]  # type: ignore[attr-defined]  # a price key
    if key.form == "apprenticeship":  # type: ignore[attr-defined]  # a price key
        parts.append(str(FORMS["apprenticeship"]).lower())
    return ", ".join(part for part in parts if part)
