"""Reading of settlement. Every function takes the actor."""
