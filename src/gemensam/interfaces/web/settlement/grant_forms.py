"""Forms of grant decisions and of other prices."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.settlement.services.decide_grant import Decided
from gemensam.domains.settlement.services.save_other_price import OtherPriceRow
from gemensam.interfaces.web.pricelist.forms import AmountField
from gemensam.interfaces.web.settlement.price_words import LISTS, education_choices

_DATE = gettext_lazy("Skriv datumet som år-månad-dag, till exempel 2027-01-01.")
_OWN_LISTS = ("self_cost", "own_grant", "individual", "national_variant", "imv_support")


class PrepareForm(forms.Form):
    """Whose decision, to whom, for which year."""

    kommun = forms.ChoiceField(label=gettext_lazy("Kommun som beslutar"))
    anordnare = forms.ChoiceField(label=gettext_lazy("Fristående huvudman"))
    fran = forms.DateField(
        label=gettext_lazy("Gäller från"), error_messages={"invalid": _DATE, "required": _DATE},
        help_text=gettext_lazy("Beslut fattas för ett kalenderår. Ett senare datum ändrar beloppen under året."),
    )  # fmt: skip

    def __init__(
        self,
        *args: object,
        municipalities: Sequence[tuple[str, str]],
        providers: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["kommun"].choices = list(municipalities)  # type: ignore[attr-defined]  # a choice field
        self.fields["anordnare"].choices = list(providers)  # type: ignore[attr-defined]  # a choice field


class DecideForm(forms.Form):
    """When, by whom and where it is written down."""

    beslutsdag = forms.DateField(
        label=gettext_lazy("Beslutsdag"), error_messages={"invalid": _DATE, "required": _DATE}
    )
    paragraf = forms.CharField(label=gettext_lazy("Paragraf i protokollet"), max_length=40)
    beslutsfattare = forms.CharField(
        label=gettext_lazy("Beslutsfattare"), max_length=200,
        help_text=gettext_lazy("Nämnden, eller tjänstepersonen som beslutar på delegation."),
    )  # fmt: skip
    diarienummer = forms.CharField(label=gettext_lazy("Diarienummer"), max_length=40, required=False)

    def decided(self) -> Decided:
        """What the service is told, of a valid form."""
        values = self.cleaned_data
        return Decided(
            decided_on=values["beslutsdag"], paragraph=values["paragraf"], decided_by=values["beslutsfattare"],
            diary_number=values["diarienummer"],
        )  # fmt: skip


class OtherPriceForm(forms.Form):
    """A price that is in no published list."""

    for_vem = forms.ChoiceField(label=gettext_lazy("Organisation som svarar för priset"))
    lista = forms.ChoiceField(
        label=gettext_lazy("Sorts pris"), choices=[(one, LISTS[one]) for one in _OWN_LISTS]
    )
    part = forms.CharField(
        label=gettext_lazy("Vems pris"), max_length=10, required=False,
        help_text=gettext_lazy("Lämna tomt för ert eget. Skriv organisationsnumret för en fristående huvudman."),
    )  # fmt: skip
    utbildning = forms.ChoiceField(
        label=gettext_lazy("Utbildning"),
        choices=education_choices(),
    )  # fmt: skip
    belopp = AmountField(
        label=gettext_lazy("Kronor per elev och år"),
        error_messages={"required": gettext_lazy("Skriv beloppet i kronor, till exempel 113 246.")},
    )
    moms = forms.BooleanField(
        label=gettext_lazy("Beloppet innehåller 6 procent för mervärdesskatt"), required=False
    )
    lokaler = AmountField(
        label=gettext_lazy("Varav lokaler, kronor per elev"), required=False,
        help_text=gettext_lazy(
            "För kommunens bidragsbelopp: er genomsnittliga lokalkostnad. Den ska alltid framgå av bidragsbeslutet. "
            "Tomt: snittet tas ur ert underlag till prislistan."
        ),
    )  # fmt: skip
    kalla = forms.CharField(label=gettext_lazy("Beslut eller avtal, med nummer"), max_length=80)
    fran = forms.DateField(
        label=gettext_lazy("Gäller från"), error_messages={"invalid": _DATE, "required": _DATE}
    )
    till = forms.DateField(
        label=gettext_lazy("Gäller till och med"), required=False, error_messages={"invalid": _DATE}
    )

    def __init__(self, *args: object, organisations: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["for_vem"].choices = list(organisations)  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, object]:
        """A part is smaller than the whole, and a period goes forward."""
        values = super().clean() or {}
        amount, premises = values.get("belopp"), values.get("lokaler")
        if amount is not None and not amount:
            self.add_error("belopp", _("Beloppet måste vara större än noll."))
        if amount is not None and premises is not None and premises >= amount:
            self.add_error("lokaler", _("Lokalerna är en del av beloppet och måste vara mindre än det."))
        if values.get("fran") and values.get("till") and values["till"] < values["fran"]:
            self.add_error("till", _("Sista dagen måste komma efter den första."))
        return values

    def row(self, own_party: str) -> OtherPriceRow:
        """What the service saves, of a valid form."""
        values = self.cleaned_data
        code, _sign, orientation = values["utbildning"].partition(":")
        return OtherPriceRow(
            list=values["lista"], party=values["part"].replace("-", "").strip() or own_party, programme=code,
            orientation=orientation, amount=values["belopp"], with_vat=values["moms"], source=values["kalla"],
            valid_from=values["fran"], valid_to=values["till"], premises=values["lokaler"],
        )  # fmt: skip
