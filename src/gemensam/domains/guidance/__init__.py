"""Study and career guidance (studie- och yrkesvägledning)."""
