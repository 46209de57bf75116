"""Addresses of my data and of requests for correction."""

from django.urls import path

from gemensam.interfaces.web.privacy import deleting, views

urlpatterns = [
    path("mina-uppgifter/", views.my_data, name="my_data"),
    path("mina-uppgifter/kopia", views.take_out, name="my_data_copy"),
    path("mina-uppgifter/rattelse", views.ask_for_correction, name="ask_for_correction"),
    path("om/gallring", deleting.kept, name="kept"),
    path("gallringstider/", deleting.terms, name="retention_terms"),
    path("rattelser/", views.correction_list, name="corrections"),
    path("rattelser/<uuid:correction_id>/", views.correction, name="correction"),
]
