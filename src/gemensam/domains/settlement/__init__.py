"""Who pays whom (interkommunal ersättning och bidrag): reading days, invoice basis, credits, grant decisions.

Used by economists. Prices come from ``pricelist``; one line always says which price and which day made it.
"""
