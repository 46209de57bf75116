"""Addresses of guidance."""

from django.urls import path

from gemensam.interfaces.web.guidance import pupil_steps, pupils

urlpatterns = [
    path("vagledning/elever/", pupils.listing, name="guided_pupils"),
    path("vagledning/elever/overlamningar/", pupils.handovers, name="handovers"),
    path("vagledning/elever/overlamningar/<uuid:handover_id>/", pupil_steps.receive, name="handover_receive"),
    path("vagledning/elever/<uuid:pupil_id>/", pupils.one, name="guided_pupil"),
    path("vagledning/elever/<uuid:pupil_id>/klar/", pupil_steps.tick, name="pupil_tick"),
    path("vagledning/elever/<uuid:pupil_id>/anteckning/", pupil_steps.note, name="pupil_note"),
    path("vagledning/elever/<uuid:pupil_id>/lamna-over/", pupil_steps.hand_over, name="pupil_hand_over"),
    path("vagledning/anteckning/<uuid:note_id>/", pupil_steps.remove, name="pupil_note_remove"),
]
