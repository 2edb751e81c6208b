"""Loading nations, communities, organisations and people from files; again and again without doubles."""
