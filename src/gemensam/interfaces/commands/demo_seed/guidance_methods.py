"""A few ways of working for the demo's method bank, in words of our own."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from gemensam.domains.guidance.inputs.method_text import MethodText
from gemensam.domains.guidance.services.share_method import share_method
from gemensam.domains.guidance.services.tell_method_use import tell_method_use
from gemensam.foundation.access.actors import Actor

_NAMES = UUID("1f7b7d0e-2a43-4a76-8a3f-6f2c1f5ad0c4")
_METHODS = (
    MethodText(
        "Tre frågor före omvalet",
        "Korta samtal i klassrummet i april. Ingen elev går in i omvalet utan att ha tänkt högt en gång.",
        "# Så gör vi\n1. Eleven svarar på tre frågor på ett papper: Vad ändrades i "
        "april? Vad gör jag om jag inte kommer in? "
        "Vem pratar jag med hemma?\n2. Eleverna läser för varandra två och två.\n3. "
        "Vägledaren går runt och noterar vilka som "
        "vill boka tid.\n\n# Tänk på\n- Tio minuter räcker.\n- Låt läraren vara med, så tas samtalet upp igen.",
        ("omval", "årskurs 9", "klassrum"),
    ),
    MethodText(
        "En dag i en annan kommun",
        "Elever från två kommuner byter gymnasieskola för en dag och berättar för varandra.",
        "# Före\n- Bestäm datum med vägledaren på den andra skolan.\n- Varje elev "
        "väljer **en** sak att ta reda på.\n\n"
        "# Under dagen\n- En lektion, en rast och en lunch. Inget program från "
        "scenen.\n\n# Efter\n- Eleverna berättar i "
        "sin klass. Samla svaren i tabellen som finns bland filerna.",
        ("studiebesök", "årskurs 8", "samarbete"),
    ),
    MethodText(
        "Vårdnadshavarkväll på video",
        "En timme på kvällen, två kommuner tillsammans, med tolk. Fler kommer än när vi ses i aulan.",
        "# Upplägg\n1. Tjugo minuter om ansökan och datumen.\n2. Tjugo minuter om vad "
        "meritvärdet är.\n3. Frågor i smågrupper, "
        "en vägledare i varje.\n\nSpela inte in. Skicka bilderna efteråt i stället.",
        ("vårdnadshavare", "video", "tolk"),
    ),
    MethodText(
        "Planen för den som saknar ett betyg",
        "Vad vi gör från maj till lovskolans slut för en elev som saknar ett godkänt betyg.",
        "# Maj\n- Gå igenom listan över elever som saknar betyg.\n- Boka tid med "
        "eleven och vårdnadshavaren.\n\n# Juni\n"
        "- Se till att eleven vet när prövningen är och att betyget hinner in.\n- "
        "*Ring samma dag som betyget är satt.*",
        ("lovskola", "behörighet"),
    ),
)  # fmt: skip
_COMMENTS = ("Vi gör det i helklass.", "Bytte ut fråga två.", "", "Fungerade bra med två tolkar.")


def share_methods(counsellors: list[Actor], now: datetime) -> None:
    """Each by one counsellor, and used by some of the others' schools."""
    for number, content in enumerate(_METHODS):
        author = counsellors[number % len(counsellors)]
        shared = now - timedelta(days=120 - 20 * number)
        method_id = uuid5(_NAMES, content.title)
        share_method(actor=author, method_id=method_id, content=content, at=shared)
        for place, colleague in enumerate(counsellors[number + 1 : number + 4]):
            unit = colleague.grants[0].organisation_id
            if unit is not None:
                tell_method_use(
                    actor=colleague, method_id=method_id, organisation_id=unit, uses=True,
                    comment=_COMMENTS[(number + place) % len(_COMMENTS)], at=shared + timedelta(days=9 + place),
                )  # fmt: skip
