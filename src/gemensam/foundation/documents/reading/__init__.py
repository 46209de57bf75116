"""The readers of files, run in a process of their own. Nothing here imports the web framework."""
