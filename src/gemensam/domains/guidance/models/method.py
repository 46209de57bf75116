"""The method bank: ways of working that counsellors share, with versions, attachments, use and reports."""

import uuid

from django.db import models

from gemensam.domains.guidance.states import MethodState
from gemensam.foundation.fields.swedish import SearchTextField, SwedishSortKeyField


class Method(models.Model):
    """A way of working. What is shown is the latest version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    text = models.TextField()
    tags = models.JSONField(default=list)
    tag_line = models.CharField(max_length=300, blank=True)  # the tags once more, for the search
    number = models.PositiveSmallIntegerField(default=1)  # of the version shown
    author_id = models.UUIDField()  # account
    author_name = models.CharField(max_length=200)
    organisation = models.ForeignKey("directory.Organisation", models.PROTECT, null=True, related_name="+")
    municipality_code = models.CharField(max_length=4, blank=True)
    state = models.CharField(
        max_length=9,
        choices=[(state.value, state.name) for state in MethodState],
        default=MethodState.PUBLISHED.value,
    )
    shared_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sort_key = SwedishSortKeyField(source="title")
    search = SearchTextField(sources=["title", "summary", "text", "tag_line"])

    class Meta:
        indexes = [models.Index(fields=["state", "sort_key"], name="method_in_order")]

    class Privacy:
        """Who shared it: staff in their duty. The text is to hold no personal data."""

        personal = ("author_id", "author_name")
        scrub = "author's name emptied on request"
        deleted = "when withdrawn for a year"

    def __str__(self) -> str:
        return self.title


class MethodVersion(models.Model):
    """A version as it was; never changed."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    text = models.TextField()
    changed_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["method", "number"], name="method_version_once")]

    class Privacy:
        """Who changed it."""

        exempt = "the name of staff beside a way of working, tied to no account"
        personal = ("changed_by_name",)
        scrub = "with the method"
        deleted = "with the method"

    def __str__(self) -> str:
        return f"{self.method_id} {self.number}"


class MethodAttachment(models.Model):
    """A file that belongs to a method; its content is among the stored files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    method = models.ForeignKey(Method, models.CASCADE, related_name="attachments")
    file_id = models.UUIDField()  # documents.StoredFile
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["method", "file_id"], name="method_attachment_once")]

    class Privacy:
        """A document that is to hold no personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


class MethodUse(models.Model):
    """A school says that it uses a method, and how it went."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="uses")
    organisation = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    comment = models.CharField(max_length=500, blank=True)
    told_by_name = models.CharField(max_length=200)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["method", "organisation"], name="method_use_once")]

    class Privacy:
        """Who told it: staff in their duty."""

        exempt = "the name of staff beside a way of working, tied to no account"
        personal = ("told_by_name",)
        scrub = "with the method"
        deleted = "with the method"

    def __str__(self) -> str:
        return f"{self.organisation_id} uses {self.method_id}"


class MethodReport(models.Model):
    """Someone says that a method should not be there, and why. The co-ordinator settles it."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=500)
    reported_by = models.UUIDField()  # account
    reported_by_name = models.CharField(max_length=200)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    hidden = models.BooleanField(default=False)  # what the co-ordinator decided

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["method", "reported_by"],
                condition=models.Q(settled_at__isnull=True),
                name="method_report_once",
            )
        ]

    class Privacy:
        """Who reported: shown to the co-ordinator only."""

        personal = ("reported_by", "reported_by_name", "reason")
        scrub = "with the method"
        deleted = "with the method"

    def __str__(self) -> str:
        return f"MethodReport {self.pk}"
