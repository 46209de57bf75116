"""The addresses of the pages about the service."""

from django.urls import path

from gemensam.interfaces.web.about.views import about, accessibility, licences

urlpatterns = [
    path("om/", about, name="about"),
    path("om/licenser", licences, name="licences"),
    path("tillganglighetsredogorelse", accessibility, name="accessibility"),
]
