"""Fixtures of the whole project: a real PostgreSQL server, and a closing summary of what could not
run and why.
"""

import inspect
from collections import Counter
from pathlib import PurePosixPath

import httpx
import hypothesis
import pytest

# Generated cases are the same in every run of the same code: what is red for one is red for all.
hypothesis.settings.register_profile("same", derandomize=True, database=None)
hypothesis.settings.load_profile("same")

# httpx gives up after five silent seconds where nothing is said: on a busy machine that is no finding.
_patience: httpx.Timeout = inspect.signature(httpx.Client).parameters["timeout"].default
_patience.connect = _patience.read = _patience.write = _patience.pool = 60.0

pytest_plugins = ["deploy.dev.testing", "deploy.stack.testing"]


_LONGEST = 20
_FIRST = (
    # Kafka and Keycloak, one after the other: each ends with the last file that uses it.
    "tests/stack", "deploy/kafka/tests/test_rights", "tests/contract/bus", "tests/contract/test_mending",
    "deploy/kafka", "tests/faults/test_bus", "deploy/keycloak", "deploy/stack",
    # Then what takes long, and by and by all that needs no running platform.
    "services/meetings/domain", "tests/faults", "tests/contract", "tests/security/test_noninterference",
    "tests/deployment", "tests/e2e/test_make_run",
)  # fmt: skip
_LAST = (
    # The platform that all tests share starts late and serves these to the end, the short ones at last.
    "tests/security/test_hidden", "tests/browser/test_story", "tests/browser/test_long_lists",
    "tests/browser/test_axe", "tests/browser", "tests/e2e", "tests/security",
    "deploy/dev/tests/test_platform",
)  # fmt: skip
"""What runs idles at a cost, so its tests follow each other; and no long file is begun at the end, alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files in the order of `_FIRST`, the others, `_LAST`; the order within each stays."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    """Where a test's file stands: by the first name that it begins with."""
    ranks = dict(zip((*_FIRST, "", *_LAST), range(99), strict=False))
    found = next((name for name in (*_FIRST, *_LAST) if nodeid.startswith(name)), "")
    return ranks[found]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say by part of the product what ran, and by reason what could not."""
    ran = [report for kind in ("passed", "failed", "error") for report in terminalreporter.getreports(kind)]
    skipped = terminalreporter.getreports("skipped")
    parts = Counter(_part(report.nodeid) for report in ran if getattr(report, "when", "call") == "call")
    terminalreporter.section("what ran")
    for part, number in sorted(parts.items()):
        terminalreporter.write_line(f"{number:6}  {part}")
    for text in sorted(_compared(ran)):
        terminalreporter.write_line(f"        compared: {text}")
    terminalreporter.section("what took longest, in seconds")
    for file, milliseconds in _times([*ran, *terminalreporter.getreports("")]).most_common(_LONGEST):
        terminalreporter.write_line(f"{milliseconds / 1000:6.0f}  {file}")
    terminalreporter.section("what could not run, and why")
    reasons = Counter((_part(report.nodeid), _reason(report)) for report in skipped)
    for (part, reason), number in sorted(reasons.items()):
        terminalreporter.write_line(f"{number:6}  {part}: {reason}")
    if not reasons:
        terminalreporter.write_line("        nothing: everything ran")


def _times(reports: list[pytest.TestReport | pytest.CollectReport]) -> Counter[str]:
    """Milliseconds by file, with what its fixtures took. A file that could not be collected took none."""
    times = Counter[str]()
    for report in reports:
        if isinstance(report, pytest.CollectReport):
            continue
        times[report.nodeid.split("::", 1)[0]] += round(report.duration * 1000)
    return times


def _compared(reports: list[pytest.TestReport]) -> set[str]:
    """What tests say of how much they compared (``record_property("compared", …)``)."""
    told = [one for report in reports for one in getattr(report, "user_properties", ())]
    return {str(text) for name, text in told if name == "compared"}


def _part(nodeid: str) -> str:
    return "/".join(PurePosixPath(nodeid.split("::", 1)[0]).parts[:2])


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")
