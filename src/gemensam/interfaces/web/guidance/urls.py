"""Addresses of guidance."""

from django.urls import path

from gemensam.interfaces.web.guidance import (
    booking,
    method_steps,
    methods,
    pupil_steps,
    pupils,
    slots,
    statistics,
)

urlpatterns = [
    path("vagledning/", booking.overview, name="guidance"),
    path("vagledning/boka/", booking.find, name="guidance_find"),
    path("vagledning/boka/<uuid:slot_id>/<uuid:pupil_id>/", booking.book, name="guidance_book"),
    path("vagledning/mina-samtal/", booking.mine, name="my_talks"),
    path("vagledning/mina-samtal/<uuid:booking_id>/", booking.change, name="my_talk_change"),
    path("vagledning/ko/<uuid:pupil_id>/", booking.queue, name="guidance_queue"),
    path("vagledning/ko/<uuid:pupil_id>/lamna/", booking.leave, name="guidance_queue_leave"),
    path("vagledning/tider/", slots.week, name="guidance_week"),
    path("vagledning/tider/nya/", slots.publish, name="guidance_publish"),
    path("vagledning/tider/kalender/", slots.feed_address, name="guidance_feed_address"),
    path("vagledning/tider/<uuid:slot_id>/", slots.one, name="guidance_slot"),
    path("vagledning/tider/<uuid:slot_id>/andra/", slots.change, name="guidance_slot_change"),
    path("vagledning/siffror/", statistics.statistics, name="guidance_statistics"),
    path("vagledning/metoder/", methods.listing, name="methods"),
    path("vagledning/metoder/ny/", methods.share, name="method_share"),
    path("vagledning/metoder/fil/<uuid:attachment_id>/", methods.attachment, name="method_attachment"),
    path("vagledning/metoder/<uuid:method_id>/", methods.one, name="method"),
    path("vagledning/metoder/<uuid:method_id>/andra/", methods.change, name="method_change"),
    path("vagledning/metoder/<uuid:method_id>/fil/", method_steps.attach, name="method_attach"),
    path("vagledning/metoder/<uuid:method_id>/anvander/", method_steps.use, name="method_use"),
    path("vagledning/metoder/<uuid:method_id>/anmal/", method_steps.report, name="method_report"),
    path("vagledning/metoder/<uuid:method_id>/ta-tillbaka/", method_steps.withdraw, name="method_withdraw"),
    path("vagledning/metoder/<uuid:method_id>/avgor/", method_steps.moderate, name="method_moderate"),
    path("vagledning/kalender/<slug:token>.ics", slots.feed, name="guidance_feed"),
    path("vagledning/elever/", pupils.listing, name="guided_pupils"),
    path("vagledning/elever/brev/", pupil_steps.letters, name="login_letters"),
    path("vagledning/elever/overlamningar/", pupils.handovers, name="handovers"),
    path("vagledning/elever/overlamningar/<uuid:handover_id>/", pupil_steps.receive, name="handover_receive"),
    path("vagledning/elever/<uuid:pupil_id>/", pupils.one, name="guided_pupil"),
    path("vagledning/elever/<uuid:pupil_id>/klar/", pupil_steps.tick, name="pupil_tick"),
    path("vagledning/elever/<uuid:pupil_id>/anteckning/", pupil_steps.note, name="pupil_note"),
    path("vagledning/elever/<uuid:pupil_id>/lamna-over/", pupil_steps.hand_over, name="pupil_hand_over"),
    path("vagledning/anteckning/<uuid:note_id>/", pupil_steps.remove, name="pupil_note_remove"),
]
