"""Pages of guidance: a counsellor's pupils, times to talk, the method bank."""
