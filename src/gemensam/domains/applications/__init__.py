"""The application itself (ansökan): drafts, sending in, changes, papers, what guardians are told.

Used by pupils, guardians and counsellors. What is sent in becomes an application with choices in ``admissions``.
"""
