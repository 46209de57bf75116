"""The start page (startsida): what the service is, and the way in for each role."""
