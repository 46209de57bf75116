"""Addresses of replies, papers and the office's overview of replies."""

from django.urls import path

from gemensam.interfaces.web.replies import grace, office, own, papers, people, pre_answers

urlpatterns = [
    path("svar/<uuid:application_id>/", own.reply, name="reply"),
    path("svar/<uuid:application_id>/beslut.pdf", papers.letter, name="reply_letter"),
    path("svar/<uuid:application_id>/antagningsintyg.pdf", papers.certificate, name="reply_certificate"),
    path("forhandssvar/", pre_answers.mine, name="pre_answers"),
    path("forhandssvar/<uuid:application_id>/", pre_answers.one, name="pre_answer"),
    path("intyg/", papers.check, name="certificate_check"),
    path("svarslage/", office.overview, name="replies"),
    path("svarslage/villkor/<uuid:round_id>/", office.terms, name="reply_terms"),
    path("svarslage/reservomgang", office.open_reserve, name="reserve_round_open"),
    path("svarslage/sokande/", people.listing, name="reply_people"),
    path("svarslage/respit/", grace.listing, name="grace_list"),
    path("svarslage/respit/<uuid:reply_id>", grace.settle, name="grace_settle"),
]
