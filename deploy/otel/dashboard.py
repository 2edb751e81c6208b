"""``python -m deploy.otel.dashboard``: the Grafana dashboard, made from what is measured."""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("dashboard.json")
_WIDTH, _HEIGHT = 12, 8
_SOURCE = {"type": "prometheus", "uid": "${source}"}
_ERRORS = (
    "sum by (service_name, http_response_status_code) "
    '(rate(entente_request_duration_seconds_count{http_response_status_code=~"5.."}[5m]))'
)
_HOW = {"requests": "reqps", "seconds": "s", "events": "short"}

# title, unit, and the lines: what they are called, and the query
PANELS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("Requests", "requests", (
        ("{{service_name}}", "sum by (service_name) (rate(entente_request_duration_seconds_count[5m]))"),
    )),
    ("Answers that are errors", "requests", (
        ("{{service_name}} {{http_response_status_code}}", _ERRORS),
    )),
    ("Time of a request: half and 99 of 100", "seconds", tuple(
        (f"{{{{service_name}}}} p{part}", f"histogram_quantile(0.{part}, sum by (le, service_name) "
         '(rate(entente_request_duration_seconds_bucket{http_route!~".*/live"}[5m])))')
        for part in (50, 99)
    )),
    ("From record to effect: half and 95 of 100", "seconds", tuple(
        (f"{{{{messaging_consumer_group_name}}}} p{part}", f"histogram_quantile(0.{part}, sum by (le, "
         "messaging_consumer_group_name) (rate(entente_consumer_lag_seconds_bucket[5m])))")
        for part in (50, 95)
    )),
    ("From record to log: 95 of 100", "seconds", (
        ("{{messaging_destination_name}}", "histogram_quantile(0.95, sum by (le, messaging_destination_name) "
         "(rate(entente_relay_lag_seconds_bucket[5m])))"),
    )),
    ("Age of the oldest event that waits", "seconds", (
        ("{{service_name}}", "max by (service_name) (entente_outbox_age_seconds)"),
    )),
    ("Dead letters in an hour", "events", (
        ("{{messaging_consumer_group_name}} {{messaging_destination_name}}",
         "sum by (messaging_consumer_group_name, messaging_destination_name) "
         "(increase(entente_dead_letters_total[1h]))"),
    )),
    ("Dead letters that nobody has seen to", "events", (
        ("{{messaging_consumer_group_name}} {{messaging_destination_name}}",
         "max by (messaging_consumer_group_name, messaging_destination_name) "
         "(entente_dead_letters_open_ratio)"),
    )),
    ("Events that wait for a consumer", "events", (
        ("{{messaging_consumer_group_name}} {{messaging_destination_name}}",
         "max by (messaging_consumer_group_name, messaging_destination_name) "
         "(entente_consumer_waiting_ratio)"),
    )),
    ("Not answered, in a minute", "events", (
        ("{{service_name}} asked {{peer_service}}",
         "sum by (service_name, peer_service) (increase(entente_unanswered_total[1m]))"),
    )),
    ("Workers that stand still", "events", (
        ("{{service_name}} {{entente_worker}}",
         "max by (service_name, entente_worker) (entente_worker_stopped_ratio)"),
    )),
    ("Labels decided", "events", (
        ("{{entente_action}} {{entente_outcome}}",
         "sum by (entente_action, entente_outcome) (rate(entente_decisions_total[5m]))"),
    )),
)  # fmt: skip


def dashboard() -> dict[str, Any]:
    """The whole of it, as Grafana imports it."""
    return {
        "uid": "entente", "title": "Entente", "schemaVersion": 39, "version": 1, "editable": False,
        "refresh": "30s", "time": {"from": "now-3h", "to": "now"}, "timezone": "utc", "tags": ["entente"],
        "templating": {"list": [{"name": "source", "type": "datasource", "query": "prometheus"}]},
        "panels": [_panel(number, *one) for number, one in enumerate(PANELS)],
    }  # fmt: skip


def _panel(number: int, title: str, unit: str, lines: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    place = {"x": number % 2 * _WIDTH, "y": number // 2 * _HEIGHT, "w": _WIDTH, "h": _HEIGHT}
    targets = [
        {"refId": chr(ord("A") + line), "expr": query, "legendFormat": name, "datasource": _SOURCE}
        for line, (name, query) in enumerate(lines)
    ]
    return {
        "id": number + 1, "type": "timeseries", "title": title, "datasource": _SOURCE, "gridPos": place,
        "fieldConfig": {"defaults": {"unit": _HOW[unit], "min": 0}, "overrides": []}, "targets": targets,
    }  # fmt: skip


def text() -> str:
    """The file."""
    return json.dumps(dashboard(), indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
