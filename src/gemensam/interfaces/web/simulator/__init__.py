"""The merit simulator (räkna meritvärde): grades → merit, eligibility and chances, before anything is applied for."""
