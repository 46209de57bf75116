"""Addresses of the imports."""

from django.urls import path

from gemensam.interfaces.web.imports import views

urlpatterns = [
    path("inlasning/", views.listing, name="imports"),
    path("inlasning/ny/", views.new, name="import_new"),
    path("inlasning/mall/<str:kind>.xlsx", views.template, name="import_template"),
    path("inlasning/<uuid:batch_id>/", views.one, name="import"),
    path("inlasning/<uuid:batch_id>/kolumner/", views.match, name="import_match"),
    path("inlasning/<uuid:batch_id>/bekrafta/", views.confirm, name="import_confirm"),
    path("inlasning/<uuid:batch_id>/angra/", views.undo, name="import_undo"),
    path("inlasning/<uuid:batch_id>/kasta/", views.discard, name="import_discard"),
]
