"""What pages may read of applications."""
