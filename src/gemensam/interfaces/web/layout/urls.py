"""The addresses of the page frame."""

from django.urls import path

from gemensam.interfaces.web.layout.choices import appearance, language

urlpatterns = [
    path("val/utseende", appearance, name="choose_appearance"),
    path("val/sprak", language, name="choose_language"),
]
