"""Forms of the counsellor's pupils: each gives the arguments of one query or service."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.domains.guidance.queries.pupils import PupilFilter

SIGNALS = [
    ("", _("Alla")),
    ("not_applied", _("Har inte sökt")),
    ("no_eligible", _("Inte behörig till något val")),
    ("some_ineligible", _("Inte behörig till alla val")),
    ("not_vocational", _("Inte behörig till yrkesprogram")),
    ("risk", _("Riskerar att bli utan plats")),
    ("missing_grades", _("Saknar betyg")),
    ("late", _("Har sena val")),
    ("unsent", _("Har skrivit men inte skickat")),
    ("unconfirmed", _("Vårdnadshavare har inte bekräftat")),
    ("not_ticked", _("Inte klar")),
    ("ticked", _("Klar")),
]


class PupilFilterForm(forms.Form):
    """Search and filters of the list; every field may be empty."""

    sok = forms.CharField(label=_("Sök namn"), required=False, max_length=80)
    klass = forms.ChoiceField(label=_("Klass"), required=False)
    lage = forms.ChoiceField(label=_("Visa"), choices=SIGNALS, required=False)

    def __init__(self, *args: object, classes: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["klass"].choices = [("", _("Alla")), *((name, name) for name in classes)]  # type: ignore[attr-defined]  # a choice field

    def narrow(self) -> PupilFilter:
        """What the list is narrowed by; what is not understood narrows nothing."""
        self.is_valid()
        values = self.cleaned_data
        return PupilFilter(
            text=values.get("sok") or "",
            class_name=values.get("klass") or "",
            signal=values.get("lage") or "",
        )


class NoteForm(forms.Form):
    """A note about a pupil. The id makes a double press one note."""

    note_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Anteckning"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Skriv bara det som behövs för vägledningen, inget om hälsa."),
        error_messages={
            "required": _("Skriv en anteckning innan du sparar."),
            "max_length": _("Anteckningen är för lång. Korta den till 4 000 tecken."),
        },
    )
    shared = forms.BooleanField(label=_("Visa för mina vägledarkollegor på skolan"), required=False)


class HandoverForm(forms.Form):
    """To which school, and whether the shared notes follow."""

    skola = forms.ChoiceField(
        label=_("Skola som eleven flyttar till"), error_messages={"required": _("Välj skola.")}
    )
    anteckningar = forms.ChoiceField(
        label=_("Delade anteckningar"),
        widget=forms.RadioSelect,
        initial="nej",
        choices=[
            ("nej", _("Följer inte med")),
            ("ja", _("Följer med: eleven, eller den som får bestämma för eleven, har sagt ja")),
        ],
        help_text=_("Dina egna anteckningar som inte är delade följer aldrig med."),
        error_messages={"required": _("Välj om delade anteckningar följer med.")},
    )

    def __init__(self, *args: object, schools: Sequence[tuple[UUID, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        choices = [("", _("Välj skola")), *((str(pk), name) for pk, name in schools)]
        self.fields["skola"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def to_unit_id(self) -> UUID:
        """The chosen school."""
        return UUID(self.cleaned_data["skola"])

    @property
    def with_notes(self) -> bool:
        """Whether the shared notes follow."""
        return bool(self.cleaned_data["anteckningar"] == "ja")


class UnlockForm(forms.Form):
    """Why the pupil may change again, and until when."""

    skal = forms.CharField(
        label=_("Varför?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Sparas hos ansökan. Skriv inget om hälsa."),
        error_messages={"required": _("Skriv varför.")},
    )  # fmt: skip
    till = forms.DateTimeField(
        label=_("Till och med"),
        help_text=_("År-månad-dag timme:minut. Längst tills omvalet öppnar."),
        error_messages={
            "required": _("Skriv till när."),
            "invalid": _("Skriv som 2027-04-10 16:00."),
        },
    )
