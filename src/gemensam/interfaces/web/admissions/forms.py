"""Forms of the office's pages: each gives the arguments of one query or service."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.domains.admissions.queries.applicants import ApplicantFilter
from gemensam.foundation.access import clock

_STATUSES = [
    ("", _("Alla")),
    ("admitted", _("Har en plats i senaste körningen")),
    ("unplaced", _("Har ingen plats i senaste körningen")),
    ("no_grades", _("Saknar betyg")),
    ("late", _("Har sena val")),
]


class ApplicantFilterForm(forms.Form):
    """Search and filters of the list of applicants; every field may be empty."""

    sok = forms.CharField(label=_("Sök namn eller ansökningsnummer"), required=False, max_length=80)
    skola = forms.ChoiceField(label=_("Skola"), required=False)
    kommun = forms.ChoiceField(label=_("Hemkommun"), required=False)
    lage = forms.ChoiceField(label=_("Läge"), choices=_STATUSES, required=False)

    def __init__(
        self, *args: object, municipalities: dict[str, str], schools: list[tuple[UUID, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        choices = {"kommun": municipalities.items(), "skola": [(str(pk), name) for pk, name in schools]}
        for name, values in choices.items():
            self.fields[name].choices = [("", _("Alla")), *values]  # type: ignore[attr-defined]  # a choice field

    def narrow(self) -> ApplicantFilter:
        """What the query is narrowed by; what is not understood narrows nothing."""
        self.is_valid()
        values = self.cleaned_data
        school = values.get("skola") or ""
        return ApplicantFilter(
            text=values.get("sok") or "",
            school_unit=UUID(school) if school else None,
            municipality=values.get("kommun") or "",
            status=values.get("lage") or "",
        )


class ApprovalForm(forms.Form):
    """What is approved is the hash that the approver has seen."""

    result_hash = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    read = forms.BooleanField(
        label=_("Jag har granskat utfallet och godkänner det."),
        error_messages={"required": _("Kryssa i rutan för att godkänna.")},
    )


class ReasonForm(forms.Form):
    """Why something is stopped or opened again, in the officer's own words."""

    reason = forms.CharField(
        label=_("Varför?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Skriv inga personuppgifter. Texten sparas i loggen."),
        error_messages={"required": _("Skriv varför.")},
    )


class PublishForm(forms.Form):
    """When the result is to be shown."""

    publish_at = forms.DateTimeField(
        label=_("Tidpunkt"),
        help_text=_("År-månad-dag timme:minut, till exempel 2027-07-01 09:00. Svensk tid."),
        error_messages={"required": _("Skriv när beskeden ska visas.")},
    )

    def clean_publish_at(self) -> object:
        """Not in the past: a minute's grace for the one who chose "now"."""
        moment = self.cleaned_data["publish_at"]
        if moment < clock.now() - timedelta(minutes=2):
            raise forms.ValidationError(_("Tidpunkten har redan varit. Välj en senare."))
        return moment
