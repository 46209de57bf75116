"""Network meetings, themes and assignments (nätverk)."""
