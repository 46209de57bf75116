"""The addresses of the log."""

from django.urls import path

from gemensam.interfaces.web.audit import views

urlpatterns = [
    path("atgardslogg/", views.audit_log, name="audit_log"),
    path("atgardslogg/kontroll", views.audit_chain, name="audit_chain"),
]
