"""One line of the log."""

from django.db import models


class AuditEntry(models.Model):
    """Who did what to which, when. Written once: database triggers refuse change and removal.

    No foreign keys: an entry outlives what it tells about, and nothing can be changed through it.
    """

    seq = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without gaps
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)  # an access.Account; none = the system itself
    actor_name = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=80)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=200)
    organisation_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_entry"
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="audit_entry_seq_from_one"),
            models.UniqueConstraint(fields=["prev_hash"], name="audit_entry_one_successor"),
        ]
        indexes = [
            models.Index(fields=["at"], name="audit_entry_at"),
            models.Index(fields=["event", "seq"], name="audit_entry_event"),
            models.Index(fields=["actor_id", "seq"], name="audit_entry_actor"),
            models.Index(fields=["target_type", "target_id", "seq"], name="audit_entry_target"),
            models.Index(fields=["target_id"], name="audit_entry_target_id"),  # all about someone's rows
        ]

    class Privacy:
        """Staff by name; pupils and guardians by the account's id only."""

        personal = ("at", "event", "actor_id", "actor_name", "target_id")
        scrub: dict[str, str] = {}
        deleted = "never by the application: archived and removed as a whole by decision"

    def __str__(self) -> str:
        return f"{self.seq} {self.event}"
