"""The addresses of the pages about the service."""

from django.urls import path

from gemensam.interfaces.web.about.views import about, accessibility, cookies, licences

urlpatterns = [
    path("om/", about, name="about"),
    path("om/licenser", licences, name="licences"),
    path("om/kakor", cookies, name="cookies"),
    path("tillganglighetsredogorelse", accessibility, name="accessibility"),
]
