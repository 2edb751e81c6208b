"""Collector, dashboard and alerts name nothing that the code does not register."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from deploy.dev.state import CHECKOUT
from deploy.otel import dashboard
from deploy.otel.names import attributes, instruments, labels
from services.common import telemetry_names

HOME = Path(dashboard.__file__).parent
COLLECTOR = yaml.safe_load((HOME / "collector.yaml").read_text())
RULES: list[dict[str, Any]] = yaml.safe_load((HOME / "alerts.yaml").read_text())["groups"][0]["rules"]
ALARMS = (CHECKOUT / "docs" / "guide" / "alarms.md").read_text()
QUERIES = {f"alert {rule['alert']}": rule["expr"] for rule in RULES} | {
    f"panel {title} {name}": query for title, _, lines in dashboard.PANELS for name, query in lines
}
SERIES = {series for one in instruments() for series in one.series}
OF_THE_SDK = {"telemetry.sdk.language", "telemetry.sdk.name", "telemetry.sdk.version"}
_SELECTORS = re.compile(r"\b(entente_\w+)(?:\{([^}]*)\})?")
_BY = re.compile(r"\bby \(([^)]*)\)")


def named(query: str) -> Iterator[str]:
    """The labels that a query names."""
    for group in _BY.findall(query):
        yield from (one.strip() for one in group.split(","))
    for _, inside in _SELECTORS.findall(query):
        yield from re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", inside)


def test_every_instrument_is_registered_and_every_registered_metric_has_one() -> None:
    registered = {value for name, value in vars(telemetry_names).items() if name.startswith("METRIC_")}
    assert {one.name for one in instruments()} == registered


@pytest.mark.parametrize("where", QUERIES)
def test_a_query_is_one_and_names_only_what_the_code_measures(where: str) -> None:
    query = QUERIES[where]
    promql_parser.parse(query)
    metrics = {
        name for name, _ in _SELECTORS.findall(re.sub(r"\bby \([^)]*\)|\{[^}]*\}|\"[^\"]*\"", "", query))
    }
    assert metrics and metrics <= SERIES, metrics - SERIES
    assert set(named(query)) <= labels(), set(named(query)) - labels()
    for topic in re.findall(r'messaging_destination_name="([^"]+)"', query):
        assert (CHECKOUT / "proto" / "topics" / f"{topic.removeprefix('entente.')}.yaml").is_file()


def test_whatever_is_measured_is_shown() -> None:
    shown = " ".join(query for where, query in QUERIES.items() if where.startswith("panel"))
    hidden = [one.name for one in instruments() if not any(series in shown for series in one.series)]
    assert hidden == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_who_is_woken_and_what_to_do(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"]["severity"] in ("page", "ticket") and rule["annotations"]["summary"]
    file, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert file == "docs/guide/alarms.md" and anchor == rule["alert"].lower()
    assert re.search(rf"^## {rule['alert']}$", ALARMS, re.M), "no section in the guide"
    for template in re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]):
        assert template in set(named(rule["expr"])), "a label that the expression does not keep"


def test_the_guide_has_no_section_for_an_alert_that_is_gone() -> None:
    assert sorted(re.findall(r"^## (Entente\w+)$", ALARMS, re.M)) == sorted(rule["alert"] for rule in RULES)


def test_the_collector_lets_registered_attributes_through_and_nothing_else() -> None:
    redaction = COLLECTOR["processors"]["redaction"]
    assert redaction["allow_all_keys"] is False and not redaction.get("ignored_keys")
    assert set(redaction["allowed_keys"]) == attributes() | OF_THE_SDK
    assert redaction["summary"] == "silent", "what was taken away is not told either"
    assert not {
        name for name in redaction["allowed_keys"] if re.search("label|title|subject|person|text", name)
    }


def test_nothing_passes_the_collector_without_it() -> None:
    pipelines = COLLECTOR["service"]["pipelines"]
    assert set(pipelines) == {"traces", "metrics"}
    for pipeline in pipelines.values():
        first, *others = pipeline["processors"]
        assert first == "memory_limiter" and "redaction" in others and others[-1] == "batch"
        assert set(pipeline["exporters"]) <= set(COLLECTOR["exporters"])
        assert set(pipeline["processors"]) <= set(COLLECTOR["processors"])
    assert "transform/quiet" in pipelines["traces"]["processors"], "an exception's words may quote a record"


def test_the_dashboard_is_the_one_that_is_made() -> None:
    assert (HOME / "dashboard.json").read_text() == dashboard.text(), "python -m deploy.otel.dashboard"
    places = [tuple(panel["gridPos"].values()) for panel in json.loads(dashboard.text())["panels"]]
    assert len(set(places)) == len(places)
