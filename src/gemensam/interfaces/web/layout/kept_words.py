"""What someone has written in a form that could not be taken in: shown to be copied, and stored nowhere."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

FEWEST_CHARACTERS = 20
SECRET = ("password", "token", "code", "otp", "civic")


@sensitive_variables()
def kept_words(request: HttpRequest) -> list[str]:
    """The texts of some length among what was sent, never anything secret."""
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if not any(part in name.lower() for part in SECRET)
        and len(value.strip()) >= FEWEST_CHARACTERS
        and len(value.split()) > 1
    ]


def logged_out(request: HttpRequest) -> HttpResponse:
    """To the log-in page, and from there back to the form; with something written, it is shown first."""
    back = _form_page(request)
    words = kept_words(request)
    if not words:
        told = _("Du är utloggad. Det du skickade är inte sparat. Logga in och gör det igen.")
        messages.warning(request, told, fail_silently=True)
        return redirect_to_login(back)
    context = {"words": words, "back": back}
    return render(request, "layout/logged_out.html", context, status=401)


def _form_page(request: HttpRequest) -> str:
    """Where the form stood, when the browser says so and it is one of ours."""
    told = request.headers.get("Referer", "")
    if not told or not url_has_allowed_host_and_scheme(
        told, {request.get_host()}, require_https=request.is_secure()
    ):
        return "/"
    path = told.partition("//")[2].partition("/")[2]
    return f"/{path}"
