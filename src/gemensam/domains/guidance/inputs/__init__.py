"""Rows of several domains → the arrays that rules work on."""
