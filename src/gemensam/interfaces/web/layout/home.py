"""The start page: leads each role to its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gemensam.interfaces.web.layout.page import public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the site."""
    return render(request, "layout/home.html")
