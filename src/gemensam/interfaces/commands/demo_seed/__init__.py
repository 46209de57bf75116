"""Fills an empty database with the demo county, through the same services as everything else."""
