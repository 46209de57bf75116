"""Forms of payments: each gives the arguments of one query or service."""

from collections.abc import Sequence

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.settlement.queries.lines import LineFilter
from gemensam.domains.settlement.services.save_agreement import AgreementRow, SupplementRow
from gemensam.domains.settlement.services.save_party import PartyRow
from gemensam.interfaces.web.settlement.price_words import AGREED, PROFILES
from gemensam.interfaces.web.settlement.settlement_words import KINDS, OBJECTION_REASONS
from gemensam.rules.pricing.reading_days import PROFILES as KNOWN

_DATE = gettext_lazy("Skriv datumet som år-månad-dag, till exempel 2027-01-01.")
_ALL = gettext_lazy("Alla")
_SUPPLEMENT_ROWS = 2


class _Choosing(forms.Form):
    """A form whose choices are known when it is shown."""

    def choose(self, name: str, values: Sequence[tuple[str, object]]) -> None:
        """Give a field its choices."""
        self.fields[name].choices = list(values)  # type: ignore[attr-defined]  # a choice field


class RunForm(_Choosing):
    """Whose month is to be run."""

    anordnare = forms.ChoiceField(label=gettext_lazy("Den som får betalt"))
    ar = forms.IntegerField(label=gettext_lazy("År"), min_value=2020, max_value=2100)
    manad = forms.TypedChoiceField(
        label=gettext_lazy("Månad"),
        choices=[(str(number), name) for number, name in MONTHS.items()],
        coerce=int,
    )

    def __init__(self, *args: object, creditors: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.choose("anordnare", creditors)


class LineFilterForm(_Choosing):
    """Filters of the list of lines; every field may be empty."""

    sida_av = forms.ChoiceField(
        label=gettext_lazy("Vi"), required=False,
        choices=[("", _ALL), ("creditor", gettext_lazy("får betalt")), ("debtor", gettext_lazy("ska betala"))],
    )  # fmt: skip
    ar = forms.IntegerField(label=gettext_lazy("År"), required=False)
    manad = forms.TypedChoiceField(
        label=gettext_lazy("Månad"), required=False, coerce=int, empty_value=None,
        choices=[("", _ALL), *((str(number), name) for number, name in MONTHS.items())],
    )  # fmt: skip
    betalare = forms.ChoiceField(label=gettext_lazy("Betalande kommun"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Sorts rad"), required=False, choices=[("", _ALL), *KINDS.items()]
    )
    lage = forms.ChoiceField(
        label=gettext_lazy("Läge"), required=False,
        choices=[("", _ALL), ("waiting", gettext_lazy("Inte fakturerad")), ("invoiced", gettext_lazy("Fakturerad")),
                 ("disputed", gettext_lazy("Bestridd"))],
    )  # fmt: skip

    def __init__(self, *args: object, municipalities: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.choose("betalare", [("", _("Alla")), *municipalities])

    def narrow(self, **fixed: object) -> LineFilter:
        """What the query is narrowed by; what is not understood narrows nothing."""
        self.is_valid()
        values = self.cleaned_data
        return LineFilter(
            year=values.get("ar"),
            month=values.get("manad"),
            debtor=values.get("betalare") or "",
            kind=values.get("sort") or "",
            state=values.get("lage") or "",
            side=values.get("sida_av") or "",
            **fixed,  # type: ignore[arg-type]  # the run's id
        )


class AttestForm(forms.Form):
    """What is attested is the number of lines that the attester has seen."""

    rader = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    granskat = forms.BooleanField(
        label=gettext_lazy("Jag har granskat raderna och attesterar dem."),
        error_messages={"required": gettext_lazy("Kryssa i rutan för att attestera.")},
    )


class ObjectionForm(forms.Form):
    """Why a line is disputed."""

    skal = forms.ChoiceField(label=gettext_lazy("Skäl"), choices=OBJECTION_REASONS.items())
    text = forms.CharField(
        label=gettext_lazy("Beskriv vad som är fel"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv inga namn eller personnummer. Den som får betalt läser texten."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The creditor's answer to an objection."""

    svar = forms.CharField(
        label=gettext_lazy("Svar"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv inga namn eller personnummer."),
        error_messages={"required": gettext_lazy("Skriv ett svar till den som bestred.")},
    )  # fmt: skip


class AgreementForm(_Choosing):
    """An agreement: with whom, how days are read, which price, which supplements."""

    anordnare = forms.ChoiceField(label=gettext_lazy("Den som får betalt"))
    kommun = forms.ChoiceField(label=gettext_lazy("Den som betalar"), required=False)
    avlasning = forms.ChoiceField(
        label=gettext_lazy("Avläsningsdagar"), choices=[(code, PROFILES[code]) for code in KNOWN]
    )
    pris = forms.ChoiceField(label=gettext_lazy("Pris"), choices=AGREED.items())
    fran = forms.DateField(
        label=gettext_lazy("Gäller från"), error_messages={"invalid": _DATE, "required": _DATE}
    )
    till = forms.DateField(
        label=gettext_lazy("Gäller till och med"), required=False, error_messages={"invalid": _DATE},
        help_text=gettext_lazy("Lämna tomt om avtalet gäller tills vidare."),
    )  # fmt: skip
    diarienummer = forms.CharField(label=gettext_lazy("Diarienummer"), max_length=40, required=False)

    def __init__(
        self,
        *args: object,
        creditors: Sequence[tuple[str, str]],
        municipalities: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.choose("anordnare", creditors)
        self.choose("kommun", [("", _("Alla kommuner som inte har ett eget avtal")), *municipalities])
        for number in range(1, _SUPPLEMENT_ROWS + 1):
            self.fields[f"kod{number}"] = forms.CharField(
                label=_("Tillägg %(number)s: kod, till exempel NIU") % {"number": number},
                max_length=12,
                required=False,
            )
            for name, label in (("termin", _("Kronor per termin")), ("manad", _("Kronor per månad"))):
                self.fields[f"{name}{number}"] = forms.DecimalField(
                    label=f"{_('Tillägg %(number)s') % {'number': number}}: {label}", required=False,
                    min_value=1, max_digits=10, decimal_places=2,
                )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Dates in order; a supplement is whole or not there."""
        values = super().clean() or {}
        if values.get("fran") and values.get("till") and values["till"] < values["fran"]:
            self.add_error("till", _("Slutdagen kommer före den första dagen."))
        for number in range(1, _SUPPLEMENT_ROWS + 1):
            parts = [values.get(f"{name}{number}") for name in ("kod", "termin", "manad")]
            if any(parts) and not all(parts):
                self.add_error(f"kod{number}", _("Fyll i kod och båda beloppen, eller lämna alla tre tomma."))
        return values

    def row(self) -> AgreementRow:
        """What the service saves, of a valid form."""
        values = self.cleaned_data
        return AgreementRow(
            debtor_code=values["kommun"],
            profile=values["avlasning"],
            agreed=values["pris"],
            valid_from=values["fran"],
            valid_to=values["till"],
            diary_number=values["diarienummer"],
            supplements=[
                SupplementRow(
                    code=values[f"kod{number}"].upper(), name=values[f"kod{number}"],
                    term_amount=values[f"termin{number}"], monthly=values[f"manad{number}"],
                )
                for number in range(1, _SUPPLEMENT_ROWS + 1)
                if values[f"kod{number}"]
            ],
        )  # fmt: skip


class PartyForm(forms.Form):
    """An organisation as sender and receiver of invoices."""

    endpoint = forms.CharField(
        label=gettext_lazy("Peppol-id (organisationsnummer)"), max_length=40, required=False
    )
    street = forms.CharField(label=gettext_lazy("Gatuadress"), max_length=100)
    post_code = forms.CharField(label=gettext_lazy("Postnummer"), max_length=10)
    city = forms.CharField(label=gettext_lazy("Ort"), max_length=60)
    bankgiro = forms.RegexField(
        r"^\d{7,8}$", label=gettext_lazy("Bankgiro, bara siffror"),
        error_messages={"invalid": gettext_lazy("Skriv bankgironumret med sju eller åtta siffror, utan bindestreck.")},
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("E-post för fakturafrågor"), required=False)
    payment_days = forms.IntegerField(
        label=gettext_lazy("Betalningsvillkor, dagar"), min_value=1, max_value=90
    )
    municipal = forms.CharField(
        label=gettext_lazy("Referenskod som vi kräver av kommuner"), max_length=60, required=False
    )
    independent = forms.CharField(
        label=gettext_lazy("Referenskod som vi kräver av fristående skolor"), max_length=60, required=False
    )
    receivable = forms.RegexField(
        r"^\d{3,10}$", label=gettext_lazy("Konto för kundfordringar"), required=False
    )
    income = forms.RegexField(r"^\d{3,10}$", label=gettext_lazy("Konto för intäkter"), required=False)

    def row(self) -> PartyRow:
        """What the service saves, of a valid form."""
        values = self.cleaned_data
        same = ("endpoint", "street", "post_code", "city", "bankgiro", "email", "payment_days")
        accounts = {"receivable": values["receivable"], "income": values["income"]}
        return PartyRow(
            **{name: values[name] for name in same},
            accounts={"municipal": accounts, "independent": accounts},
            references={flow: values[flow] for flow in ("municipal", "independent")},
        )
