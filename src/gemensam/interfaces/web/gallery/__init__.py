"""The gallery: every component with Swedish sample texts. Only where DEMO or DEBUG is on."""
