"""The common price list and inter-municipal payments (gemensam prislista, IKE)."""
