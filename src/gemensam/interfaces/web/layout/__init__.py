"""What every page shares: the frame, the access declaration, formats and middleware."""
