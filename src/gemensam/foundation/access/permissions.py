"""Every permission, one line each, OBJECT_VERB. Codes are stored; never rename one without a migration."""

from enum import StrEnum


class Permission(StrEnum):
    """What an actor may be allowed to do. The value is the stored code."""

    # Own matters
    OWN_RESULT_READ = "own_result.read"
    WARD_RESULT_READ = "ward_result.read"
    OWN_APPLICATION_WRITE = "own_application.write"
    WARD_APPLICATION_READ = "ward_application.read"
    # Replies to results
    OWN_REPLY_SEND = "own_reply.send"
    WARD_REPLY_SEND = "ward_reply.send"
    REPLY_READ = "reply.read"
    REPLY_DECIDE = "reply.decide"
    REPLY_TERMS_CHANGE = "reply_terms.change"
    # Directory
    PERSON_READ = "person.read"
    PERSON_PROTECTED_READ = "person_protected.read"
    ORGANISATION_READ = "organisation.read"
    # Catalogue
    OFFERING_READ = "offering.read"
    OFFERING_CHANGE = "offering.change"
    # Applicants
    APPLICANT_READ = "applicant.read"
    APPLICANT_EXPORT = "applicant.export"
    CORRECTION_ANSWER = "correction.answer"
    REQUEST_READ = "request.read"
    REQUEST_DECIDE = "request.decide"
    # Transfers between offices
    TRANSFER_READ = "transfer.read"
    TRANSFER_HANDLE = "transfer.handle"
    # Import
    IMPORT_READ = "import.read"
    IMPORT_UPLOAD = "import.upload"
    IMPORT_COMMIT = "import.commit"
    IMPORT_UNDO = "import.undo"
    # The round
    ROUND_READ = "round.read"
    ROUND_PREPARE = "round.prepare"
    ROUND_RUN = "round.run"
    ROUND_APPROVE = "round.approve"
    ROUND_PUBLISH = "round.publish"
    ROUND_HALT = "round.halt"
    ROUND_VERIFY = "round.verify"
    ROUND_BUNDLE_DOWNLOAD = "round_bundle.download"
    STATISTICS_READ = "statistics.read"
    # The price list
    PRICE_READ = "price.read"
    PRICE_REPORT = "price.report"
    PRICE_REVIEW = "price.review"
    PRICE_APPROVE = "price.approve"
    PRICE_DECIDE = "price.decide"
    PRICE_ROUND_MANAGE = "price_round.manage"
    PRICE_RECOMMEND = "price.recommend"
    PRICE_PUBLISH = "price.publish"
    # Guidance
    PUPIL_GUIDE = "pupil.guide"
    GUIDANCE_BOOK = "guidance.book"
    GUIDANCE_SLOT_PUBLISH = "guidance_slot.publish"
    GUIDANCE_STATISTICS_READ = "guidance_statistics.read"
    METHOD_READ = "method.read"
    METHOD_SHARE = "method.share"
    METHOD_MODERATE = "method.moderate"
    # Payments between municipalities and to independent schools
    SETTLEMENT_READ = "settlement.read"
    SETTLEMENT_PREPARE = "settlement.prepare"
    SETTLEMENT_RUN = "settlement.run"
    SETTLEMENT_ATTEST = "settlement.attest"
    SETTLEMENT_OBJECT = "settlement.object"
    GRANT_PREPARE = "grant.prepare"
    GRANT_DECIDE = "grant.decide"
    # Oversight and operation
    AUDIT_READ = "audit.read"
    JOB_READ = "job.read"
    OUTBOX_READ = "outbox.read"
    ACCESS_READ = "access.read"
    ACCESS_CHANGE = "access.change"
