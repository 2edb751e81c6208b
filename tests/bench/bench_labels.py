"""Labels a second: parse, render, roll-up of a hundred portions, decide; the same in Assemblyline's engine.

Nearest of what a registry has is the classification engine of Assemblyline (Canadian Centre for Cyber
Security), in Python too: it reads, writes, combines and decides on classifications of a level, required
tokens and REL TO groups. The same labels are given to it, their groups expanded, and it must allow the same
ones. It knows no order of categories, no conditions, no owners, no dated groups and no reasons. Ours reads
each marking that it writes back, too: where a marking is read or written, the strict grammar costs the most.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

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
HELD = ("HCS", "SI", "SI-G", "TK", "RD", "ATOMAL")
TARGETS = {"parse": 0.04, "render": 0.015, "roll_up": 1.0, "decide": 1.0}
"""Ours to theirs. Reading and writing are held to what they are now: no fixed limit is known for them."""
PEER, MODULE = "assemblyline==4.7.4.25", "assemblyline/common/classification.py"
SHA256 = "4aa7a77d8a0fe00768360b9784efa6a50143a66fc1f9b24412a9fe551b3f50da"
"""The source distribution that is compared with; of it one module, which needs no other package."""


def rate(run: Callable[[], object], count: int) -> float:
    """The best of five runs, as a number a second of processor time."""
    times = []
    for _ in range(5):
        started = process_time()
        run()
        times.append(process_time() - started)
    return count / min(times)


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


def nations(label: Label, groups: Groups) -> list[str]:
    """The nations that read a label."""
    return sorted({nation for code in (*label.owner, *label.rel) for nation in groups.expand(code, NOW)})


def marking(label: Label, groups: Groups) -> str:
    """A label as the other engine writes it: ``L3//SI/TK//REL TO GBR, USA``."""
    held = f"//{'/'.join(sorted(label.restrictive))}" if label.restrictive else ""
    return f"L{label.level}{held}//REL TO {', '.join(nations(label, groups))}"


def theirs(labels: Sequence[Label], pages: Sequence[Sequence[Label]], who: Reader) -> dict[str, float]:
    """The same of the engine that is compared with. Raises ``OSError`` where it cannot be had."""
    groups = default_groups()
    texts = {label: marking(label, groups) for label in labels}
    every = {code for label in labels for code in nations(label, groups)}
    engine = _engine(
        sorted({*who.restrictive, *(one for label in labels for one in label.restrictive)}), sorted(every)
    )
    user = f"L{dict(who.clearance)['us']}//{'/'.join(who.restrictive)}//REL TO {who.affiliation}"
    parts = [engine._get_classification_parts(text) for text in texts.values()]
    written = [[texts[one] for one in page] for page in pages]
    answers = [engine.is_accessible(user, text) for text in texts.values()]
    write = engine._get_normalized_classification_text
    return {
        "parse": rate(
            lambda: [engine._get_classification_parts(text) for text in texts.values()], len(texts)
        ),
        "render": rate(lambda: [write(*part) for part in parts], len(parts)),
        "roll_up": rate(lambda: [reduce(engine.max_classification, page) for page in written], len(written)),
        "decide": rate(lambda: [engine.is_accessible(user, text) for text in texts.values()], len(texts)),
        "allowed": sum(answers),
    }


def _engine(held: Sequence[str], known: Sequence[str]) -> Any:
    """The engine with our levels, what must be held, and nations."""

    def named(name: str, **more: int) -> dict[str, object]:
        return {"name": name, "short_name": name, "aliases": [], "description": "", **more}

    spec = importlib.util.spec_from_file_location("assemblyline_classification", _fetched())
    if spec is None or spec.loader is None:
        raise OSError("the module cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    engine = module.Classification({
        "enforce": True, "dynamic_groups": False, "dynamic_groups_type": "group",
        "levels": [named(f"L{value}", lvl=100 * (value + 1)) for value in range(5)],
        "required": [named(one) for one in held], "groups": [named(one) for one in known], "subgroups": [],
        "unrestricted": "L0", "restricted": "L4",
    })  # fmt: skip
    if engine.invalid_mode:
        raise AssertionError("the other engine does not take the definition")
    return engine


def _fetched() -> Path:
    """The module of the other engine, fetched where it is not there. Raises ``OSError``."""
    folder = open_state().shared / "artifacts"
    module = folder / f"{SHA256[:16]}.py"
    if not module.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
            "-d",
            str(folder),
            PEER,
        ]
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
        archive = folder / f"{PEER.replace('==', '-')}.tar.gz"
        if done.returncode or not archive.is_file():
            raise OSError(f"{PEER} could not be fetched: {done.stderr.strip()[-300:]}")
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            raise OSError(f"{PEER} is not what it was")
        with tarfile.open(archive) as opened:
            held = opened.extractfile(f"{PEER.replace('==', '-')}/{MODULE}")
            module.write_bytes(held.read() if held else b"")
    return module


def run() -> Iterator[Figure]:
    """The four rates, each against the other engine's. Without it there is no figure, and why is printed."""
    rng, policy, groups = Random(1), shipped_policy("us"), default_groups()
    profile = policy.profile("ic")
    labels: list[Label] = []
    while len(labels) < LABELS:
        one = marked(rng, policy, profile)
        if not one.portion:
            labels.append(one.label.with_(epochs=groups.epochs_at(one.label.codes, NOW)))
    labels = list(dict.fromkeys(labels))
    own = [label for label in labels if label.owner == ("USA",)]
    pages = [rng.sample(own, PORTIONS) for _ in range(PAGES)]
    who = Reader.make("USA", {"us": 3}, restrictive=HELD)
    found = ours(labels, pages, who)
    try:
        other = theirs(labels, pages, who)
    except OSError as error:
        print(f"labels: not compared: {error}; ours a second: {found}", file=sys.stderr)
        return
    if other["allowed"] != found["allowed"]:
        raise AssertionError(f"{found['allowed']} labels are read here, {other['allowed']} there")
    for name, target in TARGETS.items():
        detail = {"ours": round(found[name]), "assemblyline": round(other[name]), "unit": "a second"}
        yield Figure(f"labels.{name}", found[name] / other[name], target, False, detail)


if __name__ == "__main__":
    for figure in run():
        print(figure.line())
