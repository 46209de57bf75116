"""The address of the start page."""

from django.urls import path

from gemensam.interfaces.web.home.views import start

urlpatterns = [path("", start, name="home")]
