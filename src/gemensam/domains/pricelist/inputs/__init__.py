"""Rows of tables and of the database as the plain values that rules and services want."""
