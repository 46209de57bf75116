"""Addresses of the office's pages."""

from django.urls import path

from gemensam.interfaces.web.admissions import (
    applicants,
    auditing,
    lateness,
    lottery,
    overview,
    rounds,
    steps,
    stopping,
    supply,
    what_if,
)

urlpatterns = [
    path("kansli/", overview.start, name="office_start"),
    path("utbud/", supply.listing, name="supply"),
    path("utbud/<uuid:offering_id>/stall-in/", stopping.stop, name="stop_offering"),
    path("utbud/<uuid:offering_id>/installd/", stopping.followed, name="stopped_offering"),
    path("sokande/", applicants.listing, name="applicants"),
    path("sokande/<uuid:application_id>/", applicants.one, name="applicant"),
    path("antagning/", rounds.listing, name="rounds"),
    path("antagning/sena-val/", lateness.late_first_hand, name="late_first_hand"),
    path("antagning/<uuid:round_id>/", rounds.one, name="round"),
    path("antagning/<uuid:round_id>/utfall/", rounds.outcome, name="round_outcome"),
    path("antagning/<uuid:round_id>/jamforelse/", rounds.comparison, name="round_comparison"),
    path("antagning/<uuid:round_id>/tank-om/", what_if.what_if, name="round_what_if"),
    path("antagning/<uuid:round_id>/lottning/", lottery.show, name="round_lottery"),
    path("antagning/<uuid:round_id>/lottning/bind/", lottery.bind, name="round_lottery_bind"),
    path("antagning/<uuid:round_id>/lottning/oppna/", lottery.reveal, name="round_lottery_reveal"),
    path(
        "antagning/<uuid:round_id>/lottning/commitment.json",
        lottery.commitment_file,
        name="round_lottery_commitment",
    ),
    path(
        "antagning/<uuid:round_id>/lottning/reveal.json", lottery.reveal_file, name="round_lottery_revealed"
    ),
    path("antagning/<uuid:round_id>/kor/", steps.prepare, name="round_prepare"),
    path("antagning/<uuid:round_id>/godkann/", steps.approve, name="round_approve"),
    path("antagning/<uuid:round_id>/publicera/", steps.schedule, name="round_publish"),
    path("antagning/<uuid:round_id>/stoppa/", steps.halt, name="round_halt"),
    path("antagning/<uuid:round_id>/oppna/", steps.reopen, name="round_reopen"),
    path("granskning/", auditing.runs, name="audit_runs"),
    path("granskning/<uuid:run_id>/", auditing.run, name="audit_run"),
    path("granskning/<uuid:run_id>/kontrollera/", auditing.verify, name="audit_verify"),
    path("granskning/<uuid:run_id>/underlag.zip", auditing.bundle, name="audit_bundle"),
]
