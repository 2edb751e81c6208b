"""What the metrics of `services.common.measures` are called in Prometheus, read from where they are created.

The collector's exporter translates names (OpenTelemetry, "Prometheus and OpenMetrics compatibility"): dots
become underscores, the unit is added, a counter ends with ``_total``, a histogram has three series.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from deploy.dev.state import CHECKOUT
from services.common import telemetry_names

MEASURES = CHECKOUT / "services" / "common" / "measures.py"
_UNITS = {"s": "_seconds", "By": "_bytes", "1": ""}
_KINDS = {"create_histogram": "histogram", "create_gauge": "gauge", "create_counter": "counter"}
_OF_EVERY_SERIES = frozenset({"job", "instance", "le", "otel_scope_name", "otel_scope_version"})


@dataclass(frozen=True)
class Instrument:
    """One instrument as it is created: its registered name, what it is, its unit."""

    name: str
    kind: str
    unit: str

    @property
    def series(self) -> tuple[str, ...]:
        """The names of its series."""
        base = label(self.name) + _UNITS[self.unit]
        match self.kind:
            case "histogram":
                return tuple(f"{base}_{part}" for part in ("bucket", "sum", "count"))
            case "counter":
                return (f"{base}_total",)
            case _:
                return (f"{base}_ratio" if self.unit == "1" else base,)


def label(name: str) -> str:
    """How an attribute or a metric is written in Prometheus."""
    return re.sub(r"[^A-Za-z0-9_]", "_", name)


def instruments(file: Path = MEASURES) -> list[Instrument]:
    """Every instrument that is created there; raises KeyError for a kind or unit that is not known here."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = []
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr.startswith("create_"):
            name, unit = call.args[0], call.args[1]
            assert isinstance(name, ast.Name) and isinstance(unit, ast.Constant), (
                "a registered name and a unit"
            )
            registered = str(getattr(telemetry_names, name.id))
            found.append(Instrument(registered, _KINDS[call.func.attr], str(unit.value)))
    return found


def attributes() -> set[str]:
    """Every registered attribute."""
    return {str(value) for name, value in vars(telemetry_names).items() if name.startswith("ATTRIBUTE_")}


def labels() -> set[str]:
    """Every label that a series may have."""
    return {label(name) for name in attributes()} | _OF_EVERY_SERIES
