"""A role that an account holds at an organisation during a period."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from gemensam.foundation.access.models.account import Account
from gemensam.foundation.access.roles import Role


class RoleGrant(models.Model):
    """A role held at one organisation from ``starts`` to ``ends``, both days included.

    ``organisation_id`` is a directory organisation's id without a database key: access lies below the
    directory. Pupils, guardians and roles for the whole co-operation have none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)  # a Role code; the constraint below says which
    organisation_id = models.UUIDField(null=True, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="role_grant_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="role_grant_role_is_known"
            ),
            models.UniqueConstraint(
                fields=["account", "role", "organisation_id", "starts"],
                condition=Q(organisation_id__isnull=False),
                name="role_grant_once_at_organisation",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "starts"],
                condition=Q(organisation_id__isnull=True),
                name="role_grant_once_without_organisation",
            ),
        ]

    class Privacy:
        """Someone's work in the co-operation."""

        personal = ("account", "role", "organisation_id", "starts", "ends")
        scrub: dict[str, str] = {}
        deleted = "with the account"

    def __str__(self) -> str:
        return f"{self.role} {self.starts}"
