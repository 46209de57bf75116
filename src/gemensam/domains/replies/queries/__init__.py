"""Reading replies, terms, queues and papers."""
