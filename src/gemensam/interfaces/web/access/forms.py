"""Forms for accounts and roles: each produces the arguments of one service."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.foundation.access.roles import ROLES, Role

_EVERYWHERE = "-"
_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def staff_roles() -> list[tuple[str, str]]:
    """Roles that are given by hand, with their names."""
    return [(role.value, str(definition.name)) for role, definition in ROLES.items() if definition.is_staff]


class AccountFilter(forms.Form):
    """Search among accounts."""

    sok = forms.CharField(label=_("Namn eller e-postadress"), required=False, widget=forms.SearchInput)
    roll = forms.ChoiceField(label=_("Roll"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roll"]
        roles.choices = [("", _("Alla roller")), *staff_roles()]

    def arguments(self) -> dict[str, Any]:
        """Arguments of ``accounts.queries.accounts``; what cannot be understood is left out."""
        self.is_valid()
        role = self.cleaned_data.get("roll")
        return {"search": self.cleaned_data.get("sok", ""), "role": Role(role) if role else None}


class GrantForm(forms.Form):
    """A role, where, and from when."""

    role = forms.ChoiceField(label=_("Roll"))
    organisation = forms.ChoiceField(label=_("Var"))
    starts = forms.DateField(label=_("Från och med"), widget=_DATE)
    ends = forms.DateField(
        label=_("Till och med"),
        required=False,
        widget=_DATE,
        help_text=_("Lämna tomt om rollen gäller tills vidare."),
    )

    def __init__(
        self, *args: Any, places: list[tuple[UUID, str]], everywhere: bool, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [("", _("Välj roll")), *staff_roles()]
        first = [(_EVERYWHERE, _("Hela samverkan"))] if everywhere else []
        fields["organisation"].choices = [("", _("Välj organisation")), *first, *places]
        self.fields["starts"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] < cleaned["starts"]:
            self.add_error("ends", _("Sista dagen kan inte vara före den första."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """Arguments of the services ``grant_role`` and ``open_account``."""
        place = self.cleaned_data["organisation"]
        return {
            "role": Role(self.cleaned_data["role"]),
            "organisation_id": None if place == _EVERYWHERE else UUID(place),
            "starts": self.cleaned_data["starts"],
            "ends": self.cleaned_data["ends"],
        }

    def refuse(self, code: str) -> None:
        """Show why the service said no."""
        self.add_error(
            "role",
            {
                "held_already": _("Kontot har redan den rollen där under en del av tiden."),
                "period": _("Sista dagen kan inte vara före den första."),
                "unknown_organisation": _("Organisationen finns inte."),
            }[code],
        )


class AccountForm(GrantForm):
    """A new account with its first role."""

    email = forms.EmailField(
        label=_("E-postadress i arbetet"), help_text=_("Hit skickas koden vid inloggning.")
    )
    display_name = forms.CharField(label=_("Namn"), max_length=200)
    field_order = ["display_name", "email", "role", "organisation", "starts", "ends"]

    def arguments(self) -> dict[str, Any]:
        """Arguments of the service ``open_account``."""
        names = {name: self.cleaned_data[name] for name in ("email", "display_name")}
        return super().arguments() | names
