"""A synthetic county that looks like a real one to someone who works in one (docs/demo-county.md).

Pure data: no web framework, no clock; everything follows from the seed. Nobody in it exists.
"""
