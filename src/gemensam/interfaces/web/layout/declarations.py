"""Who may open the views that come from libraries and cannot carry our own declaration, by URL name."""

from gemensam.interfaces.web.layout.page import Audience, Declaration

EVERYONE = Declaration(Audience.EVERYONE)
SIGNED_IN = Declaration(Audience.SIGNED_IN)
CLOSED = Declaration(Audience.CLOSED)

LIBRARY_VIEWS: dict[str, Declaration] = {
    # Log-in and log-out (django-allauth)
    "account_login": EVERYONE,
    "account_logout": EVERYONE,
    "account_inactive": EVERYONE,
    "account_request_login_code": EVERYONE,
    "account_confirm_login_code": EVERYONE,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    # Second factor
    "mfa_authenticate": EVERYONE,
    "mfa_login_webauthn": EVERYONE,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    # Log-in by e-ID
    "openid_connect_login": EVERYONE,
    "openid_connect_callback": EVERYONE,
    "socialaccount_login_cancelled": EVERYONE,
    "socialaccount_login_error": EVERYONE,
    # What the library offers and we do not: own sign-up, changing one's address, joining log-ins
    "account_signup": CLOSED,
    "account_email": CLOSED,
    "account_email_verification_sent": CLOSED,
    "account_confirm_email": CLOSED,
    "socialaccount_signup": CLOSED,
    "socialaccount_connections": CLOSED,
}


def library_declaration(view_name: str | None) -> Declaration | None:
    """The declaration of a library's view, or None when we have not decided."""
    return LIBRARY_VIEWS.get(view_name or "")
