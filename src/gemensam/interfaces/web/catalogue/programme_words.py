"""What each programme is about and what it leads to (skollagen 15 kap. 8 a §), by the letters of its code.

Our own sentences, the same wherever the programme is given; the school's own words stand beside them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """About, work that it leads to, and studies that it opens."""

    about: str | Promise
    work: str | Promise
    studies: str | Promise


_DIPLOMA = _(
    "Du får en yrkesexamen. Grundläggande behörighet till högskolan ingår, om du inte väljer bort den."
)
_OPEN = _("Du får en högskoleförberedande examen och grundläggande behörighet till högskolan.")

PROGRAMME_WORDS: dict[str, ProgrammeWords] = {
    "BA": ProgrammeWords(
        _("Du lär dig bygga, måla, lägga mark och läsa ritningar, mest på riktiga byggen."),
        _("Snickare, murare, målare, betongarbetare, anläggare eller maskinförare."),
        _DIPLOMA,
    ),
    "BF": ProgrammeWords(
        _("Du lär dig hur barn och vuxna utvecklas, och hur man leder, stöttar och skapar aktiviteter."),
        _("Barnskötare, elevassistent, fritidsledare, tränare eller behandlingsassistent."),
        _DIPLOMA,
    ),
    "EE": ProgrammeWords(
        _("Du lär dig installera, felsöka och styra el, nätverk, automation och energianläggningar."),
        _("Elektriker, nätverkstekniker, automationstekniker eller drifttekniker."),
        _DIPLOMA,
    ),
    "FR": ProgrammeWords(
        _("Du lär dig klippa, färga, styla och ta emot kunder, i skolans salong och ute på salonger."),
        _("Frisör, barberare eller hår- och makeupstylist."),
        _DIPLOMA,
    ),
    "FS": ProgrammeWords(
        _(
            "Du lär dig sälja, ge service, sköta en butik på nätet och i verkligheten, och räkna på lönsamhet."
        ),
        _("Säljare, butiksansvarig, innesäljare eller medarbetare i kundtjänst."),
        _DIPLOMA,
    ),
    "FT": ProgrammeWords(
        _("Du lär dig laga, lackera eller köra fordon. På flera inriktningar ingår körkort."),
        _("Fordonsmekaniker, lastbilsmekaniker, lackerare eller yrkesförare."),
        _DIPLOMA,
    ),
    "HT": ProgrammeWords(
        _("Du lär dig ta emot gäster, ordna resor och evenemang, och tala med människor från hela världen."),
        _("Receptionist, konferensvärd, reseproducent eller guide."),
        _DIPLOMA,
    ),
    "IN": ProgrammeWords(
        _("Du lär dig styra maskiner och robotar, svetsa och hålla en fabrik i gång."),
        _("CNC-operatör, svetsare, processoperatör eller underhållstekniker."),
        _DIPLOMA,
    ),
    "NB": ProgrammeWords(
        _("Du lär dig sköta djur, mark och skog på ett hållbart sätt, mycket utomhus."),
        _("Djurvårdare, hästskötare, lantbrukare, skogsmaskinförare eller trädgårdsarbetare."),
        _DIPLOMA,
    ),
    "RL": ProgrammeWords(
        _("Du lär dig laga mat, baka och servera, från råvara till gäst."),
        _("Kock, servitör, bagare, konditor eller livsmedelsarbetare."),
        _DIPLOMA,
    ),
    "VF": ProgrammeWords(
        _("Du lär dig installera värme, vatten och ventilation och sköta fastigheter."),
        _("VVS-montör, kyltekniker, ventilationsmontör eller fastighetsskötare."),
        _DIPLOMA,
    ),
    "VO": ProgrammeWords(
        _("Du lär dig vårda och stötta människor i alla åldrar, med mycket praktik."),
        _("Undersköterska, skötare i psykiatrin eller stödassistent."),
        _DIPLOMA,
    ),
    "EK": ProgrammeWords(
        _("Du läser företagsekonomi, juridik, entreprenörskap, samhällskunskap och matematik."),
        _("Programmet siktar mot högskolan. Efter den: ekonom, jurist, revisor eller egen företagare."),
        _OPEN,
    ),
    "ES": ProgrammeWords(
        _("Du utvecklar ditt eget uttryck i bild, dans, musik, teater, mode eller media, inför publik."),
        _(
            "Programmet siktar mot högskolan. Efter den: musiker, formgivare, skådespelare, fotograf eller lärare."
        ),
        _OPEN,
    ),
    "HU": ProgrammeWords(
        _("Du läser språk, litteratur, historia och filosofi, och lär dig tolka och skriva."),
        _("Programmet siktar mot högskolan. Efter den: översättare, kommunikatör, arkivarie eller lärare."),
        _OPEN,
    ),
    "NA": ProgrammeWords(
        _("Du läser mycket matematik, fysik, kemi och biologi, med laborationer."),
        _("Programmet siktar mot högskolan. Efter den: läkare, civilingenjör, forskare eller miljövetare."),
        _OPEN,
    ),
    "SA": ProgrammeWords(
        _("Du läser om människor, samhälle, medier och psykologi, och lär dig undersöka och argumentera."),
        _("Programmet siktar mot högskolan. Efter den: socionom, psykolog, journalist, polis eller lärare."),
        _OPEN,
    ),
    "TE": ProgrammeWords(
        _(
            "Du läser teknik, matematik och fysik, och arbetar i projekt med design, programmering eller bygge."
        ),
        _(
            "Programmet siktar mot högskolan. Efter den: ingenjör, arkitekt, programmerare eller produktutvecklare."
        ),
        _OPEN,
    ),
    "IM": ProgrammeWords(
        _("Du läser det du saknar och börjar samtidigt på ett yrke eller ett program, efter en egen plan."),
        _("Målet är ett nationellt program, annan utbildning eller arbete."),
        _("När du har fått betygen som saknades kan du börja på ett nationellt program."),
    ),
}
