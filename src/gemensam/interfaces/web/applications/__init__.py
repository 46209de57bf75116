"""Pages of the application: the applicant's own, the guardians', and the queue of those who decide."""
