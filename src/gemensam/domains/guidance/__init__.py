"""Study and career guidance (studie- och yrkesvägledning).

Used by counsellors: their pupils, booking across municipalities, and the method bank.
"""
