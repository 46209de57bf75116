"""Forms of the application: one question each."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.domains.applications.inputs.content import (
    MOST_CHARACTERS,
    MOST_ELSEWHERE,
    Answer,
    Contact,
    Elsewhere,
)
from gemensam.domains.applications.queries.my_application import ChoiceLine
from gemensam.foundation.access import clock
from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError

_PLAIN = str.maketrans({**dict.fromkeys("‐‑‒–—−.", "-"), **dict.fromkeys("\u00a0\u2009\u202f", " ")})
YES_NO = [("yes", _("Ja")), ("no", _("Nej"))]


class PhoneField(forms.RegexField):
    """A number as telephones write it: any kind of dash, space and full stop is taken for the plain one."""

    def to_python(self, value: object) -> str:
        """The number with plain signs."""
        return (super().to_python(value) or "").translate(_PLAIN).strip()


class ContactForm(forms.Form):
    """How to reach the applicant. Never an address."""

    email = forms.EmailField(
        label=_("E-postadress"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Välj en adress som du läser även i sommar. Skolans adress kan sluta fungera i juni."),
        error_messages={
            "required": _("Skriv din e-postadress."),
            "invalid": _("Adressen är inte hel. Den ska se ut som namn@exempel.se."),
        },
    )
    phone = PhoneField(
        r"^\+?[0-9][0-9 ()/-]{5,18}$",
        label=_("Mobilnummer"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("Så att vi kan nå dig om något är bråttom."),
        error_messages={"invalid": _("Skriv numret med siffror, till exempel 070-123 45 67.")},
    )

    def contact(self) -> Contact:
        """The answer."""
        return Contact(email=self.cleaned_data["email"], phone=self.cleaned_data["phone"])


class QuestionForm(forms.Form):
    """Does one ask for something, for which choices, and why."""

    asked = forms.ChoiceField(
        choices=YES_NO, widget=forms.RadioSelect, error_messages={"required": _("Svara ja eller nej.")}
    )
    offerings = forms.MultipleChoiceField(
        label=_("Vilka av dina val gäller det?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("Berätta varför"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Bara de som beslutar läser det du skriver, och varje läsning loggas."),
        error_messages={"max_length": _("Texten är för lång. Skriv högst 4 000 tecken.")},
    )

    def __init__(self, *args: object, label: object, lines: Sequence[ChoiceLine], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["asked"].label = label  # type: ignore[assignment]  # a lazy text
        self.lines = lines
        if lines:
            names = [(str(line.id), f"{line.title}, {line.school}") for line in lines]
            self.fields["offerings"].choices = names  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["offerings"]

    def clean(self) -> dict[str, object]:
        """Who asks says what for and why."""
        values = super().clean() or {}
        if values.get("asked") == "yes":
            if self.lines and not values.get("offerings"):
                self.add_error("offerings", _("Kryssa i minst ett val."))
            if not (values.get("text") or "").strip() and "text" not in self.errors:
                self.add_error("text", _("Skriv varför. Några meningar räcker."))
        return values

    def answer(self) -> Answer:
        """The answer. Who does not ask keeps nothing written."""
        if self.cleaned_data["asked"] != "yes":
            return Answer(asked=False)
        chosen = tuple(UUID(pk) for pk in self.cleaned_data.get("offerings", ()))
        return Answer(True, chosen, self.cleaned_data["text"].strip())

    def so_far(self) -> Answer | None:
        """The answer while it is being written: what lacks may lack. None when there is nothing that can be kept."""
        self.is_valid()
        too_long = "text" in self.errors and bool(self.data.get("text", "").strip())
        if "asked" not in self.cleaned_data or too_long:
            return None
        if self.cleaned_data["asked"] != "yes":
            return Answer(asked=False)
        chosen = tuple(UUID(pk) for pk in self.cleaned_data.get("offerings") or ())
        return Answer(True, chosen, (self.cleaned_data.get("text") or "").strip())

    @classmethod
    def initial_of(cls, answer: Answer) -> dict[str, object]:
        """The form as it was answered."""
        asked = {None: "", True: "yes", False: "no"}[answer.asked]
        return {"asked": asked, "offerings": [str(pk) for pk in answer.offerings], "text": answer.text}


class ElsewhereForm(forms.Form):
    """One education that another office handles."""

    programme = forms.CharField(
        label=_("Program eller inriktning"), max_length=120, error_messages={"required": _("Skriv vilket program.")}
    )  # fmt: skip
    school = forms.CharField(
        label=_("Skola"), max_length=120, error_messages={"required": _("Skriv vilken skola.")}
    )
    municipality = forms.CharField(
        label=_("Kommun"), max_length=60, error_messages={"required": _("Skriv vilken kommun.")}
    )

    def __init__(self, *args: object, known: Sequence[Elsewhere] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.known = known

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not any(self.data.get(name, "").strip() for name in self.fields)

    def clean(self) -> dict[str, object]:
        """There is an end to the list, and it is told."""
        if len(self.known) >= MOST_ELSEWHERE:
            raise forms.ValidationError(
                _("Du har redan skrivit %(most)s utbildningar. Ta bort någon innan du lägger till en ny."),
                params={"most": MOST_ELSEWHERE},
            )
        return super().clean() or {}

    def added_to(self, known: Sequence[Elsewhere]) -> tuple[Elsewhere, ...]:
        """The list with this one last; the same one twice is once, and there is an end to the list."""
        one = Elsewhere(
            *(self.cleaned_data[name].strip() for name in ("programme", "school", "municipality"))
        )
        return tuple(dict.fromkeys((*known, one)))[:MOST_ELSEWHERE]


class RegisterForm(forms.Form):
    """Someone whom no file has brought: from another county, from abroad, or just moved in."""

    civic_no = forms.CharField(
        label=_("Personnummer eller samordningsnummer"), max_length=15, help_text=_("ÅÅÅÅMMDD-NNNN"),
        error_messages={"required": _("Skriv numret.")},
    )  # fmt: skip
    given_name = forms.CharField(
        label=_("Förnamn"), max_length=100, error_messages={"required": _("Skriv förnamnet.")}
    )
    family_name = forms.CharField(
        label=_("Efternamn"), max_length=100, error_messages={"required": _("Skriv efternamnet.")}
    )
    home_municipality = forms.RegexField(
        r"^[0-9]{4}$", label=_("Hemkommunens kod"), required=False,
        help_text=_("Fyra siffror, till exempel 2380 för Östersund. Lämna tomt för den som har skyddade uppgifter."),
        error_messages={"invalid": _("Koden har fyra siffror.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-postadress"), error_messages={"required": _("Skriv en adress som den sökande läser.")}
    )
    protected = forms.BooleanField(
        label=_("Den sökande har skyddade personuppgifter, eller det är oklart"), required=False
    )

    def clean_civic_no(self) -> CivicNumber:
        """A number with the right control digit."""
        try:
            return CivicNumber.parse(self.cleaned_data["civic_no"], today=clock.today())
        except CivicNumberError as fault:
            raise forms.ValidationError(
                _("Numret stämmer inte. Kontrollera siffrorna, också den sista.")
            ) from fault


class DecisionForm(forms.Form):
    """A decision is its reason: each reason belongs to yes or to no."""

    decision = forms.ChoiceField(
        label=_("Beslut"), widget=forms.RadioSelect, error_messages={"required": _("Välj ett beslut.")}
    )

    def __init__(self, *args: object, choices: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]  # a choice field


class SettingsForm(forms.Form):
    """What the office has decided about applying."""

    most_choices = forms.IntegerField(
        label=_("Högsta antal val"), min_value=1, max_value=60, error_messages={"required": _("Skriv ett antal.")}
    )  # fmt: skip
    guardians_confirm = forms.BooleanField(
        label=_("Vårdnadshavare ombeds bekräfta ansökan"),
        required=False,
        help_text=_("Ansökan gäller ändå. Eleven söker själv (skollagen 29 kap. 12 §)."),
    )
    guardians_edit = forms.BooleanField(
        label=_("Vårdnadshavare får skriva i ansökan"),
        required=False,
        help_text=_("Gäller barn under 18 år utan skyddade personuppgifter."),
    )
    guardians_send = forms.BooleanField(
        label=_("Vårdnadshavare får också skicka in ansökan"),
        required=False,
        help_text=_(
            "Bara för barn under 16 år, och inte när eleven har tagit över. Annars granskar och skickar eleven."
        ),
    )

    def clean(self) -> dict[str, object]:
        """Who may not write has nothing to send."""
        values = super().clean() or {}
        if values.get("guardians_send") and not values.get("guardians_edit"):
            self.add_error("guardians_send", _("Kryssa också i att vårdnadshavare får skriva i ansökan."))
        return values
