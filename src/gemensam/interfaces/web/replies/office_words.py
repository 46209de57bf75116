"""Why the office cannot do what it asked for with the replies."""

from django.utils.translation import gettext_lazy

RESERVE_REFUSALS = {
    "not_shown": gettext_lazy("Det finns inget slutligt besked att utgå från än."),
    "not_opened": gettext_lazy("Svaren håller på att öppnas. Försök igen om en liten stund."),
    "replies_open": gettext_lazy("Det finns svar som inte har kommit in, och sista svarstiden har inte passerat."),
    "lapses_open": gettext_lazy(
        "Gå igenom respitlistan först. Ingens plats går vidare utan att en människa har sett den."
    ),
}  # fmt: skip
TERMS_REFUSALS = {
    "unknown_round": gettext_lazy("Omgången finns inte längre, så det finns inga svar att bestämma om."),
    "due_passed": gettext_lazy("Sista svarstiden måste ligga framåt i tiden."),
    "due_before_result": gettext_lazy("Sista svarstiden måste ligga efter att beskedet har kommit."),
    "due_moved_closer": gettext_lazy("Sista svarstiden är redan meddelad. Den kan flyttas framåt men inte närmare."),
    "few_reminders": gettext_lazy(
        "När den som inte svarar förlorar platsen måste minst två påminnelser skickas efter att beskedet har kommit."
    ),
    "silence_told": gettext_lazy(
        "De sökande har fått veta att den som inte svarar behåller platsen. Det löftet går inte att ta tillbaka."
    ),
}  # fmt: skip
