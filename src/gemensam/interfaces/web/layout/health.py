"""Answers for the monitoring: is the process alive, and can it serve?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from gemensam.interfaces.web.layout.page import public_page


@public_page
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@public_page
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too; otherwise the error becomes a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
