"""The office's pages: overview, applicants, rounds."""
