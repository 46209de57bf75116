"""Work in the background: what is going on, how far it has come, what went wrong."""
