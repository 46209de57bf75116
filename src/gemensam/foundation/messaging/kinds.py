"""What messages tell, how they travel, and where one is."""

from django.db import models


class MessageKind(models.TextChoices):
    """What a message tells. Each has a text in ``templates/messaging``; none tells a result or a name."""

    APPLICATION_RECEIVED = "application_received"  # to the applicant: a receipt waits
    WARD_APPLICATION_RECEIVED = "ward_application_received"  # to guardians: an application can be read
    DRAFT_BEGUN_BY_GUARDIAN = "draft_begun_by_guardian"  # to the applicant: a guardian writes, you decide
    DRAFT_HANDED_OVER = "draft_handed_over"  # to the applicant: a guardian asks you to look through and send
    REQUEST_DECIDED = "request_decided"  # to the applicant: something asked for has been decided
    RESULT_PUBLISHED = "result_published"  # to applicants and guardians: there is news about an application
    OFFERING_STOPPED = (
        "offering_stopped"  # to applicants and guardians: something chosen is stopped, choose anew
    )
    OFFERING_RESUMED = "offering_resumed"  # to the same: it starts after all
    APPROVAL_REQUESTED = "approval_requested"  # to staff: a run waits for your approval
    IMPORT_FINISHED = "import_finished"  # to staff: a file that you sent has been read
    PRICE_ROUND_OPENED = "price_round_opened"  # to reporters: the form of the price list is open
    PRICE_REPORT_DUE = "price_report_due"  # to reporters: the last day has passed
    PRICE_REPORT_LATE = "price_report_late"  # to heads: their municipality's report has not come
    PRICE_REPORT_WAITS = "price_report_waits"  # to economists and heads: a report waits for your review
    PRICE_REPORT_RETURNED = "price_report_returned"  # to reporters: your report has been sent back
    PRICE_LIST_WAITS = (
        "price_list_waits"  # to the steering group, then to each municipality: the list waits for you
    )
    CORRECTION_ANSWERED = "correction_answered"  # to who asked: the office has answered
    JOB_FAILED = "job_failed"  # to staff: something that you started has stopped
    APPLICATION_UNLOCKED = "application_unlocked"  # to the applicant: you may change for a while
    PUPIL_HANDED_OVER = "pupil_handed_over"  # to counsellors: a pupil moves to your school
    REPLY_RECEIVED = (
        "reply_received"  # to applicants and guardians: a reply has come in; the receipt is on the page
    )
    REPLY_REMINDER = "reply_reminder"  # to applicants and guardians: the last day to reply comes near
    REPLY_ASSUMED = (
        "reply_assumed"  # to applicants and guardians: the last day has passed, see what holds now
    )
    PLACE_LAPSED = (
        "place_lapsed"  # to applicants and guardians: the last day has passed; get in touch at once
    )
    SEVERAL_PLACES = "several_places"  # to applicants and guardians: see your replies at more than one office
    SEVERAL_PLACES_OFFICE = "several_places_office"  # to staff: someone holds places at more than one office
    GUIDANCE_BOOKED = "guidance_booked"  # to pupil, guardian and counsellor: a talk is booked
    GUIDANCE_CHANGED = "guidance_changed"  # to the pupil's side: another room or way of meeting
    GUIDANCE_MOVED = "guidance_moved"  # to the same: it has another time
    GUIDANCE_CANCELLED = "guidance_cancelled"  # to the same: it is off
    GUIDANCE_OFFERED = "guidance_offered"  # to pupil and guardian: a time is yours if you say yes in time
    GUIDANCE_REMINDER = "guidance_reminder"  # to pupil and guardian: you have a talk tomorrow
    GUARDIAN_NOT_CONFIRMED = (
        "guardian_not_confirmed"  # to counsellors: a guardian's word is lacking somewhere in your list
    )
    TRANSFER_OVERDUE = "transfer_overdue"  # to staff: what was sent to another office is not acknowledged
    TRANSFER_AWAITED = "transfer_awaited"  # to the other office: something waits to be acknowledged


class Channel(models.TextChoices):
    """How a message travels. Mina meddelanden gets its adapter later."""

    EMAIL = "email"
    SMS = "sms"
    MINA_MEDDELANDEN = "mina_meddelanden"


class MessageState(models.TextChoices):
    """WAITING → SENDING → SENT, back to WAITING after a passing fault, DEAD when it cannot be sent."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
