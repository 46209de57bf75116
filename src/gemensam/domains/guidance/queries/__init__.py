"""Reading guidance. Every function takes the actor."""
