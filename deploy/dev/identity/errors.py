"""The two ways in which the provider refuses: to a client as JSON, to a person as a page."""


class OAuthError(Exception):
    """An error of RFC 6749 section 5.2: ``error`` is one of its codes, ``description`` is for the
    developer.
    """

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        """Keeps what the answer says."""
        super().__init__(description)
        self.error, self.description, self.status = error, description, status


class BadRequest(Exception):
    """A sign-in request that must not be answered by a redirect: its client or address is not known."""
