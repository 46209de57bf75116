"""Our decisions where the log-in library asks for them: accounts, second factor."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gemensam.foundation.access import clock
from gemensam.foundation.access.queries import actor_for
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.fields.sealing import seal, unseal
from gemensam.interfaces.web.access.e_id import EIdAdapter
from gemensam.interfaces.web.access.limits import take
from gemensam.interfaces.web.access.middleware import note_beginning
from gemensam.interfaces.web.access.trail import log_account_event

__all__ = ["AccountAdapter", "MFAAdapter", "SocialAccountAdapter"]

SocialAccountAdapter = EIdAdapter
_PURPOSE = "mfa.Authenticator.data"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator or by e-ID; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Kontot är stängt."),
        "email_password_mismatch": _("E-postadressen eller lösenordet stämmer inte."),
        "enter_current_password": _("Skriv ditt nuvarande lösenord."),
        "incorrect_code": _("Koden stämmer inte."),
        "incorrect_password": _("Lösenordet stämmer inte."),
        "invalid_login": _("Det gick inte att logga in. Försök igen."),
        "invalid_password_reset": _("Länken gäller inte längre. Beställ en ny."),
        "too_many_login_attempts": _(
            "För många försök med fel lösenord. Vänta fem minuter eller logga in med en kod till din e-post."
        ),
        "rate_limited": _("För många försök på kort tid. Vänta en stund."),
        "same_as_current": _("Det nya måste skilja sig från det gamla."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Use a try of the limits before the password is looked at; the library gives it back when it was right."""
        self._login_failed_rl_usage = take(
            request, self._get_login_attempts_cache_key(request, **credentials)
        )
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log in (which gives the session a new id) and record it."""
        super().login(request, user)
        note_beginning(request)
        log_account_event(actor_for(user, on=clock.today()), AuditEvent.SIGNED_IN)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            log_account_event(actor_for(request.user, on=clock.today()), AuditEvent.SIGNED_OUT)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """Change the password, which logs the account out everywhere, and record it."""
        super().set_password(user, password)
        log_account_event(actor_for(user, on=clock.today()), AuditEvent.PASSWORD_CHANGED)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether the password is the account's, under the same limits as log-in."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk


class MFAAdapter(DefaultMFAAdapter):
    """The second factor's secrets are sealed with the installation's data key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Du kan inte ta bort din enda säkra inloggning."),
        "cannot_generate_recovery_codes": _("Skaffa säker inloggning först, därefter reservkoder."),
        "incorrect_code": _("Koden stämmer inte."),
    }

    def encrypt(self, text: str) -> str:
        return b64encode(seal(text.encode(), _PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(b64decode(encrypted_text), _PURPOSE).decode()
