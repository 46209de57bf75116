"""Addresses of transfers between offices."""

from django.urls import path

from gemensam.interfaces.web.transfers import arriving, outgoing, receipts, settings, statements

urlpatterns = [
    path("overforingar/", outgoing.listing, name="transfers"),
    path("overforingar/gor-nu/", outgoing.prepare, name="transfers_prepare"),
    path("overforingar/yttranden/", statements.listing, name="transfer_statements"),
    path("overforingar/kanslier/", settings.listing, name="other_offices"),
    path("overforingar/kanslier/nytt/", settings.new, name="other_office_new"),
    path("overforingar/kanslier/<uuid:other_id>/", settings.change, name="other_office"),
    path("overforingar/kanslier/<uuid:other_id>/nyckel/", settings.new_key, name="other_office_key"),
    path("overforingar/in/", arriving.listing, name="arrivals"),
    path("overforingar/in/<uuid:arrival_id>/", arriving.one, name="arrival"),
    path("overforingar/in/<uuid:arrival_id>/kasta/", arriving.discard, name="arrival_discard"),
    path("overforingar/<uuid:transfer_id>/", outgoing.one, name="transfer"),
    path("overforingar/<uuid:transfer_id>/fil/", outgoing.file, name="transfer_file"),
    path("overforingar/<uuid:transfer_id>/skickad/", outgoing.sent, name="transfer_sent"),
    path("overforingar/<uuid:transfer_id>/kvitterad/", outgoing.acknowledge, name="transfer_acknowledge"),
    path("kvittera/<uuid:acknowledge_key>/", receipts.receipt, name="transfer_receipt"),
]
