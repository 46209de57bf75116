"""Addresses of the jobs."""

from django.urls import path

from gemensam.interfaces.web.jobs import views

urlpatterns = [
    path("jobb/", views.listing, name="jobs"),
    path("jobb/<uuid:job_id>/", views.one, name="job"),
]
