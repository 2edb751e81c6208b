"""Settings of the insight service."""

from services.common.settings import settings_class

_Base = settings_class("insight")


class InsightSettings(_Base):  # type: ignore[valid-type,misc]  # the base is made for the service's name
    """``ENTENTE_INSIGHT_…``; seconds. A source silent longer than ``silent_after`` counts as stale."""

    silent_after: float = 10.0
    stream_ping: float = 15.0
