"""The question about one price: its form."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.settlement.queries.right_price import PriceQuestion
from gemensam.interfaces.web.settlement.price_words import AGREED, ANSWERS, education_choices

_DATE = gettext_lazy("Skriv datumet som år-månad-dag, till exempel 2026-10-15.")
_TRACKS = ("national_programme", "ib", "national_variant", "imv", "individual", "adapted")


class PriceForm(forms.Form):
    """One case. What is left to the register is taken from agreements and from the supply."""

    dag = forms.DateField(
        label=gettext_lazy("Dag som priset ska gälla"), error_messages={"invalid": _DATE, "required": _DATE}
    )
    start = forms.DateField(
        label=gettext_lazy("Dag då utbildningen började"),
        help_text=gettext_lazy("Avgör vilka regler och vilken läroplan (Gy11 eller Gy25) som gäller."),
        error_messages={"invalid": _DATE, "required": _DATE},
    )
    utbildning = forms.ChoiceField(label=gettext_lazy("Utbildning"))
    anordnare = forms.ChoiceField(label=gettext_lazy("Anordnare"))
    hemkommun = forms.ChoiceField(label=gettext_lazy("Elevens hemkommun"))
    sort = forms.ChoiceField(
        label=gettext_lazy("Sorts utbildning"),
        choices=[(one, ANSWERS[one]) for one in _TRACKS],
        required=False,
    )
    mottagen = forms.ChoiceField(
        label=gettext_lazy("Mottagen i"),
        choices=[("first", ANSWERS["first"]), ("second", ANSWERS["second"])],
        required=False,
    )
    larling = forms.BooleanField(label=gettext_lazy("Lärling"), required=False)
    nordisk = forms.BooleanField(label=gettext_lazy("Nordisk elev som staten betalar för"), required=False)
    placerad = forms.BooleanField(label=gettext_lazy("Bor i HVB-hem eller liknande"), required=False)
    imvstart = forms.DateField(
        label=gettext_lazy("Dag då stödet i IMV började"), required=False, error_messages={"invalid": _DATE}
    )
    avtal = forms.ChoiceField(label=gettext_lazy("Avtal om priset"), required=False)
    erbjuds = forms.ChoiceField(label=gettext_lazy("Utbildningen erbjuds av"), required=False)

    def __init__(
        self,
        *args: object,
        providers: Sequence[tuple[str, str]],
        municipalities: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        known = _("Som det är registrerat")
        choices = {
            "utbildning": education_choices(),
            "anordnare": providers,
            "hemkommun": municipalities,
            "avtal": [("", known), *AGREED.items()],
            "erbjuds": [("", known), *((one, ANSWERS[one]) for one in ("home", "area", "nowhere"))],
        }
        for name, values in choices.items():
            self.fields[name].choices = list(values)  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, object]:
        """The day cannot come before the education began."""
        values = super().clean() or {}
        day, start = values.get("dag"), values.get("start")
        if day and start and day < start:
            self.add_error("dag", _("Dagen kommer före den dag då utbildningen började. Rätta en av dem."))
        return values

    def question(self) -> PriceQuestion:
        """What the query is asked, of a valid form."""
        values = self.cleaned_data
        code, _sign, orientation = values["utbildning"].partition(":")
        return PriceQuestion(
            on=values["dag"],
            education_start=values["start"],
            programme=code,
            orientation=orientation,
            provider=values["anordnare"],
            home=values["hemkommun"],
            apprenticeship=values["larling"],
            track=values["sort"] or _TRACKS[0],
            first_hand=values["mottagen"] != "second",
            agreed=values["avtal"],
            supply=values["erbjuds"],
            nordic=values["nordisk"],
            placed=values["placerad"],
            imv_start=values["imvstart"],
        )
