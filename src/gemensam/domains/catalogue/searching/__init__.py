"""What people write when they look for an education, and what they mean by it. Plain values, no database."""
