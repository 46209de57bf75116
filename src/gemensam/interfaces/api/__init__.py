"""Our own open API: one file for each domain, found by itself. A file holds ``RESOURCES`` and nothing else public.

Everything here is described by OpenAPI at ``/api/v1/openapi.json``; names in the answers are camelCase.
"""
