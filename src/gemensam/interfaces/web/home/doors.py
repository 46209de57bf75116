"""The start page's doors: what each role comes here to do, in the order they need it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.navigation import address_of


@dataclass(frozen=True, slots=True)
class Door:
    """A card of the start page."""

    title: str
    sentence: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class _Plan:
    title: str
    sentence: str
    url_name: str
    icon: str
    permissions: frozenset[Permission]


_PLANS = (
    _Plan(
        gettext_noop("Min ansökan"),
        gettext_noop("Välj utbildningar, sätt dem i ordning och skicka in. Ändra när ansökan är öppen."),
        "my_application",
        "pencil",
        frozenset({Permission.OWN_APPLICATION_WRITE, Permission.WARD_APPLICATION_READ}),
    ),
    _Plan(
        gettext_noop("Mina besked"),
        gettext_noop("Se vad du har blivit antagen till, och varför."),
        "my_results",
        "document",
        frozenset({Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ}),
    ),
    _Plan(
        gettext_noop("Vägledning"),
        gettext_noop(
            "Boka tid med en studie- och yrkesvägledare, på din skola eller någon annanstans i länet."
        ),
        "my_talks",
        "calendar",
        frozenset({Permission.GUIDANCE_BOOK}),
    ),
    _Plan(
        gettext_noop("Mina elever"),
        gettext_noop("Se vem som inte har sökt, inte är behörig eller riskerar att bli utan plats."),
        "guided_pupils",
        "users",
        frozenset({Permission.PUPIL_GUIDE}),
    ),
    _Plan(
        gettext_noop("Samtalstider"),
        gettext_noop("Lägg ut tider och se vem som har bokat."),
        "guidance_week",
        "calendar",
        frozenset({Permission.GUIDANCE_SLOT_PUBLISH}),
    ),
    _Plan(
        gettext_noop("Metodbank"),
        gettext_noop("Arbetssätt som länets vägledare delar med varandra."),
        "methods",
        "list",
        frozenset({Permission.METHOD_READ}),
    ),
    _Plan(
        gettext_noop("Översikt"),
        gettext_noop("Årets datum, det som väntar på dig och hur antagningen ligger till."),
        "office_start",
        "calendar",
        frozenset({Permission.ROUND_PREPARE, Permission.ROUND_APPROVE}),
    ),
    _Plan(
        gettext_noop("Antagning"),
        gettext_noop("Följ omgångarna steg för steg och se hur de gick."),
        "rounds",
        "play",
        frozenset({Permission.ROUND_READ}),
    ),
    _Plan(
        gettext_noop("Svar"),
        gettext_noop("Följ vilka som har svarat på beskedet, och öppna reservomgången."),
        "replies",
        "check-circle",
        frozenset({Permission.REPLY_READ}),
    ),
    _Plan(
        gettext_noop("Inläsning"),
        gettext_noop("Lämna in utbud, elever, betyg och val från Excel."),
        "imports",
        "upload",
        frozenset({Permission.IMPORT_READ}),
    ),
    _Plan(
        gettext_noop("Sökande"),
        gettext_noop("Sök bland de sökande och se deras val och meritvärden."),
        "applicants",
        "users",
        frozenset({Permission.APPLICANT_READ}),
    ),
    _Plan(
        gettext_noop("Ärenden"),
        gettext_noop("Besluta om fri kvot, dispens i engelska, särskilda skäl och lärling."),
        "requests",
        "inbox",
        frozenset({Permission.REQUEST_READ}),
    ),
    _Plan(
        gettext_noop("Utbildningar"),
        gettext_noop("Alla utbildningar i länet, med platser och antagningsgränser."),
        "offerings",
        "school",
        frozenset(Permission),
    ),
    _Plan(
        gettext_noop("Räkna meritvärde"),
        gettext_noop("Tryck på betyg och se meritvärde, behörighet och chans."),
        "simulator",
        "chart",
        frozenset({Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ}),
    ),
    _Plan(
        gettext_noop("Prisarbete"),
        gettext_noop("Underlag, prismodeller, följder för varje kommun, beslut och publicering."),
        "price_rounds",
        "list",
        frozenset({Permission.PRICE_READ}),
    ),
    _Plan(
        gettext_noop("Ersättning"),
        gettext_noop("Underlag månad för månad, fakturor, rättelser och bestridanden."),
        "settlement",
        "list",
        frozenset({Permission.SETTLEMENT_READ}),
    ),
    _Plan(
        gettext_noop("Rätt pris"),
        gettext_noop("Vilket pris som gäller för en elev, med paragraf och källa."),
        "right_price",
        "search",
        frozenset({Permission.SETTLEMENT_READ}),
    ),
    _Plan(
        gettext_noop("Åtgärdslogg"),
        gettext_noop("Vem som gjorde vad, och att ingenting har ändrats i efterhand."),
        "audit_log",
        "shield",
        frozenset({Permission.AUDIT_READ}),
    ),
    _Plan(
        gettext_noop("Konton"),
        gettext_noop("Konton och roller för kommunernas personal."),
        "accounts",
        "user",
        frozenset({Permission.ACCESS_READ}),
    ),
)


def _door(plan: _Plan) -> Door | None:
    url = address_of(plan.url_name)
    return Door(_(plan.title), _(plan.sentence), url, plan.icon) if url else None


def doors_for(actor: Actor) -> list[Door]:
    """The cards that lead somewhere this actor may go."""
    opened = (_door(plan) for plan in _PLANS if any(actor.has(code) for code in plan.permissions))
    return [door for door in opened if door is not None]
