"""Accounts, and the roles they hold."""

from gemensam.foundation.access.models.account import Account
from gemensam.foundation.access.models.role_grant import RoleGrant

__all__ = ["Account", "RoleGrant"]
