"""What the co-operation does. One folder each, the same file names in all."""
