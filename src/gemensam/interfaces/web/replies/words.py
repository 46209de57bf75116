"""Words for replies: states, steps, what silence means, and why a place in a queue has moved."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gemensam.domains.replies.queries.queues import Move

STATES = {
    "open": gettext_lazy("Du har inte svarat än"),
    "accepted": gettext_lazy("Du har tackat ja till platsen"),
    "declined": gettext_lazy("Du har tackat nej till platsen"),
    "accepted_by_default": gettext_lazy("Platsen är din. Ingen svarade i tid, och då gäller det som ett ja"),
    "lapsed": gettext_lazy("Ingen svarade i tid. Hör av dig till antagningskansliet nu"),
    "lost": gettext_lazy("Platsen är förlorad, för ingen svarade i tid"),
    "standing": gettext_lazy("Du har ingen plats än, men står i kö"),
}
STATE_KINDS = {
    "open": "warning", "accepted": "success", "accepted_by_default": "success", "declined": "info",
    "lapsed": "danger", "lost": "danger", "standing": "info",
}  # fmt: skip
SHORT_STATES = {
    "open": gettext_lazy("Inget svar än"),
    "accepted": gettext_lazy("Ja"),
    "declined": gettext_lazy("Nej"),
    "accepted_by_default": gettext_lazy("Ja, genom att inte svara"),
    "lapsed": gettext_lazy("Inget svar i tid"),
    "lost": gettext_lazy("Platsen förlorad"),
    "standing": gettext_lazy("Står i kö"),
}
ORIGINS = {
    "person": gettext_lazy("den sökande"),
    "guardian": gettext_lazy("en vårdnadshavare"),
    "pre_answer": gettext_lazy("förhandssvaret"),
    "silence": gettext_lazy("sista svarsdagen"),
    "staff": gettext_lazy("antagningskansliet"),
    "moved_up": gettext_lazy("reservantagningen"),
}
SILENCE_LOUD = {
    "keeps": gettext_lazy(
        "Svarar du inte i tid räknas det som ett ja. Du behåller platsen och dina platser i kö."
    ),
    "loses": gettext_lazy("Svarar du inte i tid förlorar du platsen."),
}
REFUSALS = {
    "due_passed": gettext_lazy(
        "Svaret kom efter sista svarstiden och är inte sparat. Vill du ändra något, hör av dig till antagningskansliet."
    ),
    "unknown_queue": gettext_lazy(
        "Köerna har ändrats sedan du öppnade sidan. Se vad som gäller nu och svara igen."
    ),
    "no_result": gettext_lazy("Det finns inget besked att svara på än."),
    "moved_on": gettext_lazy(
        "Läget har ändrats sedan du öppnade sidan. Se vad som gäller nu och svara igen."
    ),
}
PRE_ANSWER_REFUSALS = {
    "result_shown": gettext_lazy("Beskedet har redan kommit. Svara på det i stället."),
    "unknown_choice": gettext_lazy(
        "Valen har ändrats sedan du öppnade sidan. Se över svaren och spara igen."
    ),
    "changed": gettext_lazy("Någon annan har ändrat svaren sedan du öppnade sidan. Så här står de nu."),
}


def move_sentences(moves: Iterable[Move]) -> list[str]:
    """Why a place in a queue has moved, one sentence for each reason."""
    return [_move(move) for move in moves]


def _move(move: Move) -> str:
    number = move.number or 0
    match move.code:
        case "declined":
            return ngettext("En före dig tackade nej.", "%(number)s före dig tackade nej.", number) % {
                "number": number
            }
        case "left":
            return ngettext("En före dig lämnade kön.", "%(number)s före dig lämnade kön.", number) % {
                "number": number
            }
        case "given":
            return ngettext(
                "En före dig fick plats i reservantagningen.",
                "%(number)s före dig fick plats i reservantagningen.",
                number,
            ) % {"number": number}
        case "returned":
            return ngettext(
                "En före dig ställde sig i kön igen.", "%(number)s före dig ställde sig i kön igen.", number
            ) % {"number": number}
        case "reordered":
            return _("Kön ordnades om när nya betyg eller rättelser kom in.")
    return _("Kön har rört sig. Varför visas inte när så få står i den.")
