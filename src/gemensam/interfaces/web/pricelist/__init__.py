"""Pages of the common price list: the work behind it for staff, the published lists for everyone."""
