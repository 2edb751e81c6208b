"""Views of lists that a person keeps under a name: their own, and nobody else's."""
