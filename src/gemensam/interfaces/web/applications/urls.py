"""Addresses of the application."""

from django.urls import path

from gemensam.interfaces.web.applications import (
    deciding,
    guardians,
    helping,
    questions,
    ranking,
    sending,
    start,
    steps,
)

urlpatterns = [
    path("min-ansokan/", start.mine, name="my_application"),
    path("min-ansokan/borja/", start.begin, name="application_begin"),
    path("min-ansokan/lagg-till/<uuid:offering_id>/", start.add, name="application_add"),
    path("ansokan/<uuid:draft_id>/uppgifter/", steps.contact, name="application_contact"),
    path("ansokan/<uuid:draft_id>/utbildningar/", ranking.choices, name="application_choices"),
    path("ansokan/<uuid:draft_id>/utanfor-lanet/", steps.elsewhere, name="application_elsewhere"),
    path("ansokan/<uuid:draft_id>/fragor/<str:question>/", questions.question, name="application_question"),
    path("ansokan/<uuid:draft_id>/granska/", sending.review, name="application_review"),
    path("ansokan/<uuid:draft_id>/skicka/", sending.send, name="application_send"),
    path("ansokan/<uuid:draft_id>/kasta/", sending.discard, name="application_discard"),
    path("ansokan/<uuid:draft_id>/ta-tillbaka/", sending.withdraw, name="application_withdraw"),
    path("ansokan/<uuid:draft_id>/kvitto/<int:number>/", sending.receipt, name="application_receipt"),
    path("ansokan/<uuid:draft_id>/kvitto/<int:number>.pdf", sending.receipt_pdf, name="application_receipt_pdf"),
    path("ansokan/<uuid:draft_id>/ta-over/", helping.take_over, name="application_take_over"),
    path("ansokan/<uuid:draft_id>/lat-skriva/", helping.share, name="application_share"),
    path("ansokan/borja-for/<uuid:child_id>/", guardians.begin, name="ward_begin"),
    path("ansokan/<uuid:draft_id>/lamna-over/", guardians.hand_over, name="ward_hand_over"),
    path("ansokan/<uuid:draft_id>/lasa/", guardians.ward, name="ward_application"),
    path("ansokan/<uuid:draft_id>/bekrafta/<int:number>/", guardians.confirm, name="ward_confirm"),
    path("arenden/", deciding.listing, name="requests"),
    path("arenden/utanfor-lanet/", deciding.elsewhere, name="elsewhere_wishes"),
    path("arenden/<uuid:request_id>/", deciding.one, name="request"),
    path("arenden/<uuid:request_id>/beslut/", deciding.decide, name="request_decide"),
    path("arenden/<uuid:request_id>/bilaga/<uuid:paper_id>/", deciding.paper, name="request_paper"),
    path("registrera-sokande/", deciding.register, name="register_applicant"),
    path("ansokan-installningar/", deciding.settings, name="application_settings"),
]  # fmt: skip
