"""What is asked of an applicant, and the answers as plain values."""
