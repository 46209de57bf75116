"""The joint admissions office and its rounds (Swedish: gymnasieantagning).

Used by the office, schools, counsellors, pupils, guardians and auditors. A round goes from imported files to a
published result: check, freeze, run, verify, compare, two approvals, publication. The open round format is the
one code path for running it: ``bundle`` reads, decides and writes without the web framework.
"""
