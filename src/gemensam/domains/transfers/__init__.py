"""Överföringar mellan kanslier: what applicants want at other offices goes there and is acknowledged, and the reverse.

Used by the admissions office. A transfer holds choices, grades and the home municipality's statement (yttrande) of
everyone with wishes at one other office; persons with protected identity are never in it.
"""
