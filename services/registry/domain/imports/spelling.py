"""Mappings as JSON and back: how they are kept, and how the interface speaks of them."""

from typing import Any

from services.registry.domain.imports.dates import Years
from services.registry.domain.imports.mapping import Column, FileMapping, Identity, Options, Totals


def to_json(mapping: FileMapping) -> dict[str, Any]:
    """The mapping as JSON; `from_json` gives it back equal."""
    options, totals = mapping.options, mapping.totals
    return {
        "columns": [
            {
                "column": one.column,
                "target": one.target,
                "pairs": [list(pair) for pair in one.pairs],
                "otherwise": one.otherwise,
            }
            for one in mapping.columns
        ],
        "constants": dict(mapping.constants),
        "options": {
            "date_order": options.date_order,
            "decimal": options.decimal,
            "empty": list(options.empty),
            "years": options.years and {"before": options.years.before, "after": options.years.after},
            "country_aliases": dict(options.country_aliases),
            "cost_behind_unit": options.cost_behind_unit,
            "host_role": options.host_role,
            "cost_times": options.cost_times,
        },
        "totals": totals
        and {
            "column": totals.column,
            "patterns": list(totals.patterns),
            "group": list(totals.group),
            "sums": dict(totals.sums),
            "bare": list(totals.bare),
        },
        "identity": {
            "source": mapping.identity.source,
            "column": mapping.identity.column,
            "cells": list(mapping.identity.cells),
        },
    }


def from_json(body: dict[str, Any]) -> FileMapping:
    """The mapping that JSON of the right shape says."""
    options, totals, identity = body["options"], body["totals"], body["identity"]
    years = options["years"]
    return FileMapping(
        tuple(
            Column(
                one["column"],
                one["target"],
                tuple((pair[0], pair[1]) for pair in one["pairs"]),
                one["otherwise"],
            )
            for one in body["columns"]
        ),
        dict(body["constants"]),
        Options(
            options["date_order"],
            options["decimal"],
            tuple(options["empty"]),
            years and Years(years["before"], years["after"]),
            dict(options["country_aliases"]),
            options["cost_behind_unit"],
            options["host_role"],
            options.get("cost_times", 1),  # a mapping that was kept before this was said
        ),
        totals
        and Totals(
            totals["column"],
            tuple(totals["patterns"]),
            tuple(totals["group"]),
            dict(totals["sums"]),
            tuple(totals["bare"]),
        ),
        Identity(identity["source"], identity["column"], tuple(identity["cells"])),
    )
