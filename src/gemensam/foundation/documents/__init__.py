"""Files: stored encrypted, and tables in files made by people read safely and written for people.

Used by the imports, the exports and the bundles of the rounds. Swedish: handlingar och filer.
"""
