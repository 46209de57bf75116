"""Someone who can log in."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from gemensam.foundation.fields.swedish import SearchTextField, SwedishSortKeyField


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the e-mail address is stored in lower case."""

    def create_user(self, email: str | None, password: str | None = None, **fields: object) -> "Account":
        """Make an account. Without a password it can only log in by e-mail code, passkey or e-ID."""
        account = self.model(email=email.strip().lower() if email else None, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with the e-mail address, however it is typed."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Someone who can log in. Holds no more about the person than the address and the name to greet with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)  # none: logs in by e-ID only
    display_name = models.CharField(max_length=200, blank=True)
    person_id = models.UUIDField(unique=True, null=True, blank=True)  # a directory person; no key upward
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)  # one more = logged out everywhere
    created_at = models.DateTimeField(auto_now_add=True)
    sort_key = SwedishSortKeyField(source="display_name")
    search = SearchTextField(sources=["display_name", "email"])

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="account_email_is_lower_case"
            ),
        ]

    class Privacy:
        """Enough to log in and to be greeted."""

        personal = ("email", "display_name", "person_id", "sort_key", "search")
        scrub = {"email": "null", "display_name": "blank", "person_id": "null"}
        deleted = "two years after the last grant has ended"

    def __str__(self) -> str:
        return str(self.pk)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to stay valid: changes with the password and with ``session_epoch``."""
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("gemensam.access.session", value, secret=secret, algorithm="sha256").hexdigest()
