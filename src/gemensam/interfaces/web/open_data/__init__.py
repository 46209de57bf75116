"""The page that tells developers and journalists what open data there is. Made from the API's own description."""
