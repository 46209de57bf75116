"""Who and what exists: organisations, school units, persons, guardians, duties, enrolments (SS 12000's words).

Used by every domain. Persons with protected identity are decided here (``policies``) and nowhere else.
Swedish: register över enheter och personer.
"""
