"""What a request to adjudicate may say."""

from pydantic import Field

from services.common.inputs import Input
from services.common.label_api import LabelBody
from services.meetings.decisions.schemas import Words


class AdjudicationIn(Input):
    """A decision out of session on an escalation. Without a label it takes the escalation's."""

    text: Words = Field(description="what was decided, by the forum asked or by each nation's authority")
    label: LabelBody | None = None
