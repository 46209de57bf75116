"""About the service (om tjänsten): what it is, the licences of what it is built of, its accessibility."""
