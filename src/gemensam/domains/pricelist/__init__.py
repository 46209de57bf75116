"""The common price list (gemensam prislista): collection, validation, models, decision, publication.

Used by the municipalities' reporters and economists, heads and the steering group. Rules are in ``rules/pricing``.
"""
