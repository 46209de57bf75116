"""The log of what was done and who did it (åtgärdslogg): append-only, chained by hashes.

Services write one entry in the same transaction as the change (``journal.record``); readers of protected
data write one too (``journal.record_reading``). ``chain.verify_chain`` finds every change made afterwards.
"""
