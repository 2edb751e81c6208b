"""Every name of a span, a metric and an attribute. No other is used, and each is."""

from typing import Final

# Spans. An HTTP span is named "<METHOD> <route>" by convention; those below name what happens inside.
SPAN_REQUEST: Final = "http.request"
SPAN_RELAY: Final = "relay.publish"
SPAN_CONSUME: Final = "consumer.handle"
SPAN_GATEWAY_FORWARD: Final = "gateway.forward"

# Metrics: seconds unless the name says otherwise.
METRIC_REQUEST_SECONDS: Final = "entente.request.duration"
METRIC_RELAY_LAG_SECONDS: Final = "entente.relay.lag"
METRIC_CONSUMER_LAG_SECONDS: Final = "entente.consumer.lag"
METRIC_OUTBOX_AGE_SECONDS: Final = "entente.outbox.age"
METRIC_DEAD_LETTERS: Final = "entente.dead_letters"
METRIC_DEAD_LETTERS_OPEN: Final = "entente.dead_letters.open"
METRIC_CONSUMER_WAITING: Final = "entente.consumer.waiting"
METRIC_DECISIONS: Final = "entente.decisions"
METRIC_UNANSWERED: Final = "entente.unanswered"
METRIC_WORKER_STOPPED: Final = "entente.worker.stopped"

# Attributes of spans and metrics.
ATTRIBUTE_SERVICE: Final = "service.name"
ATTRIBUTE_ROUTE: Final = "http.route"
ATTRIBUTE_METHOD: Final = "http.request.method"
ATTRIBUTE_STATUS: Final = "http.response.status_code"
ATTRIBUTE_TOPIC: Final = "messaging.destination.name"
ATTRIBUTE_EVENT_TYPE: Final = "entente.event.type"
ATTRIBUTE_EVENT_ID: Final = "entente.event.id"
ATTRIBUTE_CONSUMER: Final = "messaging.consumer.group.name"
ATTRIBUTE_PEER: Final = "peer.service"
ATTRIBUTE_WORKER: Final = "entente.worker"
ATTRIBUTE_ACTION: Final = "entente.action"
ATTRIBUTE_OUTCOME: Final = "entente.outcome"
