"""Shared ground: who may, what happened, who exists, what is stored, what is sent, what is being worked on."""
