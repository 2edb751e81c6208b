"""Every name of a span, a metric and an attribute. A name that does not stand here is not used."""

from typing import Final

# Spans. An HTTP span is named "<METHOD> <route>" by convention; those below name what happens inside.
SPAN_REQUEST: Final = "http.request"
SPAN_COMMIT: Final = "unit.commit"
SPAN_RELAY: Final = "relay.publish"
SPAN_CONSUME: Final = "consumer.handle"
SPAN_GATEWAY_FORWARD: Final = "gateway.forward"
SPAN_LIVE: Final = "live.push"

# Metrics: seconds unless the name says otherwise.
METRIC_REQUEST_SECONDS: Final = "entente.request.duration"
METRIC_RELAY_LAG_SECONDS: Final = "entente.relay.lag"
METRIC_CONSUMER_LAG_SECONDS: Final = "entente.consumer.lag"
METRIC_DECISIONS: Final = "entente.decisions"
METRIC_IMPORT_ROWS: Final = "entente.import.rows"

# Attributes of spans.
ATTRIBUTE_SERVICE: Final = "service.name"
ATTRIBUTE_ROUTE: Final = "http.route"
ATTRIBUTE_METHOD: Final = "http.request.method"
ATTRIBUTE_STATUS: Final = "http.response.status_code"
ATTRIBUTE_TOPIC: Final = "messaging.destination.name"
ATTRIBUTE_EVENT_TYPE: Final = "entente.event.type"
ATTRIBUTE_EVENT_ID: Final = "entente.event.id"
ATTRIBUTE_CONSUMER: Final = "messaging.consumer.group.name"
