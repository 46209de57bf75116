"""Accounts, and the roles they hold."""

from gemensam.foundation.access.models.account import Account
from gemensam.foundation.access.models.role_grant import RoleGrant
from gemensam.foundation.access.models.shared_cache import SharedCacheRow

__all__ = ["Account", "RoleGrant", "SharedCacheRow"]
