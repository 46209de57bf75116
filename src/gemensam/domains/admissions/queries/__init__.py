"""What can be read in admissions. Every function takes the actor; rows come through policies."""
