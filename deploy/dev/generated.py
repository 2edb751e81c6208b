"""Files that are made from others and checked in: how each is made, and whether it is still up to date.

Everything is made in a temporary folder first; a check never touches the checkout.
"""

import importlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.dev import web
from deploy.dev.bootstrap import clean_environment
from deploy.dev.landed import LIST, LandedChanged, landed_list
from deploy.dev.processes import SERVICES
from deploy.dev.state import CHECKOUT, open_state


class GenerationFailed(RuntimeError):
    """A generator ended with an error; the message holds what it printed."""


@dataclass(frozen=True)
class Generator:
    """``make(target)`` writes to ``target`` what belongs at ``place``, a file or folder of the checkout."""

    name: str
    place: str
    make: Callable[[Path], None]
    there: Callable[[], bool]


def _events(target: Path) -> None:
    target.mkdir()
    importlib.import_module("proto.generate").generate(target)


def _api_document(service: str) -> Generator:
    def make(target: Path) -> None:
        target.write_bytes(_output([sys.executable, "-m", f"services.{service}", "openapi"]))

    there = (CHECKOUT / "services" / service / "__main__.py").is_file
    return Generator(f"API of {service}", f"services/{service}/openapi.json", make, there)


def _tables_of_states(target: Path) -> None:
    script = "from services.meetings.domain.tables import page; print(page(), end='')"
    target.write_bytes(_output([sys.executable, "-c", script]))


def _landed_migrations(target: Path) -> None:
    try:
        target.write_text(landed_list(), encoding="utf-8")
    except LandedChanged as error:
        raise GenerationFailed(str(error)) from error


def _client_types(target: Path) -> None:
    """TypeScript types of the merged API document, which is made of the services' checked-in ones."""
    web.install_packages(open_state())
    document = target.with_name("openapi.json")
    document.write_bytes(_output([sys.executable, "-m", "gateway", "openapi"]))
    script = web.WEB / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
    _output([str(web.node_folder() / "node"), str(script), str(document), "--output", str(target)], web.WEB)


def _all_documents() -> bool:
    return all((CHECKOUT / "services" / service / "openapi.json").is_file() for service in SERVICES)


# In the order of what is made from what.
GENERATORS: tuple[Generator, ...] = (
    Generator("list of landed migrations", LIST, _landed_migrations, lambda: True),
    Generator("events", "proto/gen", _events, (CHECKOUT / "proto" / "generate.py").is_file),
    Generator(
        "tables of states",
        "docs/meetings-states.md",
        _tables_of_states,
        (CHECKOUT / "services" / "meetings" / "domain" / "tables.py").is_file,
    ),
    *map(_api_document, SERVICES),
    Generator("client types", "gateway/web/src/shared/api/schema.gen.ts", _client_types, _all_documents),
)


def generate_all() -> Iterator[str]:
    """Make everything anew; yields the name of each as it is done."""
    for one in GENERATORS:
        if one.there():
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder, "made")
                one.make(target)
                _put(target, CHECKOUT / one.place)
            yield one.name


def stale() -> list[str]:
    """The checked-in files that differ from what would be made now, each with what to do."""
    found = []
    for one in GENERATORS:
        if one.there():
            try:
                found += [f"{one.place}{name} is stale: `make generate`" for name in _changed(one)]
            except GenerationFailed as error:
                found.append(f"{one.name} cannot be made: {error}")
    return found


def _changed(one: Generator) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "made")
        one.make(target)
        before, now = _contents(CHECKOUT / one.place), _contents(target)
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def _contents(place: Path) -> dict[str, bytes]:
    if place.is_file():
        return {"": place.read_bytes()}
    files = [path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {f"/{path.relative_to(place)}": path.read_bytes() for path in files}


def _put(made: Path, place: Path) -> None:
    if made.is_dir():
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(made, place)
    else:
        shutil.copyfile(made, place)


def _output(command: Sequence[str], folder: Path = CHECKOUT) -> bytes:
    done = subprocess.run(command, cwd=folder, env=clean_environment(), capture_output=True, check=False)
    if done.returncode != 0:
        raise GenerationFailed(f"{' '.join(command[1:])}:\n{done.stderr.decode(errors='replace')[:2000]}")
    return done.stdout
