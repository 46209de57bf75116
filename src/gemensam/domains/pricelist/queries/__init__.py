"""What can be read of prices."""

from gemensam.domains.pricelist.queries.books import price_book

__all__ = ["price_book"]
