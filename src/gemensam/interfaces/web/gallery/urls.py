"""The addresses of the gallery, which a real installation does not have."""

from django.conf import settings
from django.urls import path

from gemensam.interfaces.web.gallery.views import component, gallery, theme

urlpatterns = (
    [
        path("komponenter/", gallery, name="gallery"),
        path("komponenter/tema", theme, name="gallery_theme"),
        path("komponenter/<slug:name>", component, name="gallery_component"),
    ]
    if settings.DEMO or settings.DEBUG
    else []
)
