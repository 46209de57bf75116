"""Who gets in, and as what: opening accounts, giving and ending roles, and log-in by e-ID.

Used by the IT administrator and by the log-in itself. Lies above the directory and the log because an
account is for a person, a role is held at an organisation, and each change is logged.
Swedish: konton och roller.
"""
