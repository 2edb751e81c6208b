"""What every request body is made of: a body that knows its fields, and words of a length."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Nation = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3."""
Partial = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, a month or a year: 2027-03-01, 2027-03, 2027."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]


class Input(BaseModel):
    """A request body: a field that it does not know is refused, never dropped in silence."""

    model_config = ConfigDict(extra="forbid")
