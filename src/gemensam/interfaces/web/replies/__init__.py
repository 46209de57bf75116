"""Replying to a result, before and after it; queues; papers; and the office's view of it all."""
