"""Log-in, the own account, and the administration of accounts and roles."""
