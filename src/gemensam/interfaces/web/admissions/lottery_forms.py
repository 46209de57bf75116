"""Forms of the lottery: which beacons it is bound to, and what they have published."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.rules.selection.lottery_files import LotteryFileUnreadable, beacon_answer
from gemensam.rules.selection.lottery_proof import (
    CLOCKS,
    Beacon,
    LotteryFault,
    LotteryRefused,
    beacon_moment,
    beacon_round,
)

ROWS = (1, 2)
OTHER = "annan"
SOURCES = {
    "drand-quicknet": gettext_lazy("drand, quicknet (var tredje sekund)"),
    "drand-default": gettext_lazy("drand, default (varje halv minut)"),
    OTHER: gettext_lazy("En annan källa"),
}
REFUSED = {
    LotteryFault.BEACON_INVALID: gettext_lazy(
        "Källans namn och runda skrivs med bokstäver a–z, siffror och . _ : / -"
    ),
    LotteryFault.BEACON_TWICE: gettext_lazy("Samma runda av samma källa står två gånger. Välj en annan."),
    LotteryFault.BEACON_NOT_FUTURE: gettext_lazy(
        "Rundan har redan publicerats. Välj en tid som inte har varit."
    ),
    LotteryFault.BEACON_NOT_YET: gettext_lazy(
        "En av rundorna har inte publicerats än. Vänta tills tiden har varit."
    ),
    LotteryFault.BEACONS_ALL_MISSING: gettext_lazy("Minst en källa måste ha gett ett värde."),
}


def refusal(error: LotteryRefused) -> str:
    """Why the lottery cannot be bound or opened so, and what to do."""
    return str(REFUSED.get(error.code, gettext_lazy("Uppgifterna passar inte lotten. Ingenting är sparat.")))


class BindForm(forms.Form):
    """One or two beacons, each a round that has not been published."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for row in ROWS:
            first = row == ROWS[0]
            choices = [*SOURCES.items()] if first else [("", _("Ingen")), *SOURCES.items()]
            self.fields[f"kalla_{row}"] = forms.ChoiceField(label=_("Källa"), choices=choices, required=first)
            self.fields[f"tid_{row}"] = forms.DateTimeField(
                label=_("Tidpunkt"),
                required=first,
                help_text=_("År-månad-dag timme:minut, till exempel 2027-03-01 12:00. Svensk tid."),
                error_messages={"required": _("Skriv när rundan publiceras.")},
            )
            self.fields[f"namn_{row}"] = forms.CharField(
                label=_("Namn på en annan källa"), required=False, max_length=100
            )
            self.fields[f"runda_{row}"] = forms.CharField(
                label=_("Runda hos en annan källa"), required=False, max_length=100
            )

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each beacon."""
        names = ("kalla", "tid", "namn", "runda")
        return [(row, [self[f"{name}_{row}"] for name in names]) for row in ROWS]

    def clean(self) -> dict[str, Any]:
        """A named source needs a time, another source its name and round as well."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for row in ROWS:
            source = values.get(f"kalla_{row}")
            if source and not values.get(f"tid_{row}") and f"tid_{row}" not in self.errors:
                self.add_error(f"tid_{row}", _("Skriv när rundan publiceras."))
            for name, text in (
                ("namn", _("Skriv vad källan heter.")),
                ("runda", _("Skriv vilken runda som gäller.")),
            ):
                if source == OTHER and not values.get(f"{name}_{row}"):
                    self.add_error(f"{name}_{row}", text)
        return values

    def beacons(self) -> tuple[Beacon, ...]:
        """The beacons, in order. Of a source whose clock is known the round follows from the time."""
        values = self.cleaned_data
        return tuple(self._beacon(values, row) for row in ROWS if values[f"kalla_{row}"])

    def _beacon(self, values: dict[str, Any], row: int) -> Beacon:
        source, moment = values[f"kalla_{row}"], values[f"tid_{row}"]
        if source not in CLOCKS:
            return Beacon(values[f"namn_{row}"], values[f"runda_{row}"], moment)
        number = beacon_round(source, moment)
        return Beacon(source, number, beacon_moment(source, number) or moment)


class RevealForm(forms.Form):
    """What each beacon of the commitment has published, or that it published nothing."""

    def __init__(self, data: Any = None, *, beacons: tuple[Beacon, ...]) -> None:
        super().__init__(data)
        self.beacons = beacons
        for number, beacon in enumerate(beacons, start=1):
            self.fields[f"svar_{number}"] = forms.CharField(
                label=f"{beacon.source} {beacon.round}",
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Klistra in källans svar eller bara värdet."),
            )
            self.fields[f"saknas_{number}"] = forms.BooleanField(
                label=_("Källan publicerade inget värde"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Each beacon has a value or is said to be silent, not both; and the value can be read."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for number, beacon in enumerate(self.beacons, start=1):
            answer, silent = values.get(f"svar_{number}"), values.get(f"saknas_{number}")
            if bool(answer) == bool(silent):
                text = _("Klistra in värdet, eller kryssa i att det saknas. Inte båda.")
                self.add_error(f"svar_{number}", text)
            elif answer:
                try:
                    beacon_answer(beacon.round, answer)
                except LotteryFileUnreadable:
                    self.add_error(
                        f"svar_{number}", _("Svaret gäller en annan runda eller går inte att läsa.")
                    )
                except LotteryRefused:
                    self.add_error(f"svar_{number}", _("Värdet har tecken som inte går att använda."))
        return values

    def answers(self) -> list[str | None]:
        """The answers in the order of the commitment."""
        return [self.cleaned_data[f"svar_{number}"] or None for number in range(1, len(self.beacons) + 1)]
