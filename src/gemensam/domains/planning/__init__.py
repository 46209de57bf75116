"""Planning and dimensioning of education (planering och dimensionering)."""
