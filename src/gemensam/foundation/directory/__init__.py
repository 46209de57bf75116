"""Who and what exists: organisations, school units, persons, guardians, enrolments (SS 12000).

Used by every domain. Persons with protected identity are decided here (``policies``) and nowhere else.
Swedish: register över enheter och personer.
"""
