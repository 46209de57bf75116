"""Wires the parts together; knows all of them and is known by none."""
