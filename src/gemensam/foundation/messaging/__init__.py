"""Messages to people: written in the caller's transaction, sent after commit, none lost.

A message says that there is news, never what. Used by publication and approvals. Swedish: utskick.
"""
