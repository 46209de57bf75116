"""What follows a result (svar och reservplats): replies, pre-answers, reserve places, certificates.

Used by pupils, guardians and the office. Places that are kept go to ``admissions`` as held places.
"""
