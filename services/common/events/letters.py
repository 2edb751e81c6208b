"""``python -m services.<name> letters …``: what a service could not take, for operators.

    list [--topic T] [--state S] [--json]    place, event, age, reason and state of each; no content
    look PLACE                               the content, for whose access token the label allows it
    replay PLACE… | --all TOPIC [--go-on]    deliver again, in the order of their offsets
    drop PLACE… --reason WHY                 not to be delivered again; reopen PLACE… undoes it
    forgive TOPIC                            start the count over: a consumer that its limit stopped goes on

Exit code 1 where something asked for was not done, 2 for a wrong command or token.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import psycopg
from psycopg.rows import dict_row

from services.common.errors import Problem
from services.common.events.bus import BusFailed, BusSettings, open_bus
from services.common.events.consumer import Deliverer, Handler
from services.common.events.deadletter import Place, forgive
from services.common.events.letter_look import NOTHING, look, subject_of
from services.common.events.letter_replay import Outcome, replay
from services.common.events.letter_rows import STATES, Letters
from services.common.events.operators import operator
from services.common.events.registry import topics
from services.common.settings import ServiceSettings

Row = Mapping[str, Any]
TOKEN = "ENTENTE_TOKEN"
SHOWN = 200


def main(settings: ServiceSettings, handlers: Sequence[Handler], arguments: Sequence[str]) -> int:
    """Run one verb (`list` without any); returns the exit code."""
    chosen = _parser(settings.service).parse_args(list(arguments) or ["list"])
    dsn = settings.worker_dsn
    try:
        with psycopg.connect(dsn, autocommit=True, row_factory=dict_row, connect_timeout=5) as connection:
            letters = Letters(connection, settings.service, operator())
            run: Callable[..., int] = _VERBS[chosen.verb]
            return run(letters, chosen, settings, handlers)
    except (BusFailed, psycopg.OperationalError) as error:
        print(f"{settings.service}: {error}; what was said above is done, ask again", file=sys.stderr)
        return 1


def _parser(service: str) -> argparse.ArgumentParser:
    program = f"python -m services.{service} letters"
    kind = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog=program, description=__doc__, formatter_class=kind)
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list")
    listing.add_argument("--topic")
    listing.add_argument("--state", choices=STATES)
    listing.add_argument("--json", action="store_true")
    listing.add_argument("--most", type=int, default=SHOWN, help=f"how many at most (default {SHOWN})")
    looking = verbs.add_parser("look")
    looking.add_argument("place", type=Place.read, help="topic/partition/offset")
    looking.add_argument("--token-file", type=Path, help=f"holds an access token; without it {TOKEN} does")
    replaying = verbs.add_parser("replay")
    replaying.add_argument("places", nargs="*", type=Place.read)
    replaying.add_argument("--all", metavar="TOPIC")
    replaying.add_argument("--go-on", action="store_true", help="do not stop at the first that fails")
    for name in ("drop", "reopen"):
        verbs.add_parser(name).add_argument("places", nargs="+", type=Place.read)
    verbs.choices["drop"].add_argument("--reason", required=True, type=_words)
    verbs.add_parser("forgive").add_argument("topic")
    return parser


def _words(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("say why")
    return text.strip()


def _list(letters: Letters, chosen: argparse.Namespace, *_: object) -> int:
    rows = letters.listed(chosen.topic, chosen.state, chosen.most)
    if chosen.json:
        found = [{"place": str(_place(row)), **row} for row in rows]
        print(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode())
        return 0
    for row in rows:
        print(_line(row))
    more = ", and there may be older ones" if len(rows) == chosen.most else ""
    print(f"{letters.consumer}: {len(rows) or 'no'} dead letters{more}")
    return 0


def _place(row: Row) -> Place:
    return Place(row["topic"], row["part"], row["log_offset"])


def _line(row: Row) -> str:
    counts = "" if row["forgiven"] or row["state"] == "waits" else " counts"
    settled = ""
    if row["settled_by"]:
        settled = f" ({row['state']} {row['settled_at']:%Y-%m-%dT%H:%M:%SZ} by {row['settled_by']}"
        settled += f": {row['settled_why']})" if row["settled_why"] else ")"
    tried = f"{row['attempts']} attempt{'s' if row['attempts'] > 1 else ''}"
    return (
        f"{row['state']}{counts} {_place(row)} event={row['event_id']} type={row['type']} "
        f"age={_age(row['age'])} {tried}: {row['reason']}{settled}"
    )


def _age(seconds: int) -> str:
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def _look(
    letters: Letters, chosen: argparse.Namespace, settings: ServiceSettings, handlers: Sequence[Handler]
) -> int:
    try:
        token = chosen.token_file.read_text("utf-8") if chosen.token_file else os.environ.get(TOKEN, "")
    except (OSError, ValueError) as error:
        print(f"{chosen.token_file}: {error}", file=sys.stderr)
        return 2
    if not token.strip():
        print(f"an access token is needed, in --token-file or {TOKEN}", file=sys.stderr)
        return 2
    try:
        subject = subject_of(settings, token.strip())
    except Problem as problem:
        letters.audit("denied", str(chosen.place), outcome=problem.type)
        print(f"{letters.consumer}: {problem.title}", file=sys.stderr)
        return 2
    mine = {handler.topic: topics()[handler.topic] for handler in handlers}
    with closing(open_bus(BusSettings(settings.bus, settings.bus_dsn))) as bus:
        text = look(letters, bus, mine.get(chosen.place.topic), chosen.place, subject)
    print(text.decode() if text is not None else f"{letters.consumer}: {NOTHING}")
    return 0 if text is not None else 1


def _replay(
    letters: Letters, chosen: argparse.Namespace, settings: ServiceSettings, handlers: Sequence[Handler]
) -> int:
    places = [*chosen.places, *(letters.open(chosen.all) if chosen.all else [])]
    if not places:
        print(f"{letters.consumer}: nothing to replay")
        return 1

    def tell(outcome: Outcome) -> None:
        print(f"{'done' if outcome.good else 'NOT '} {outcome.place}: {outcome.words}", flush=True)

    deliverer = Deliverer(letters.consumer, handlers, topics())
    with closing(open_bus(BusSettings(settings.bus, settings.bus_dsn))) as bus:
        return 0 if replay(letters, deliverer, bus, places, tell, go_on=chosen.go_on) else 1


def _drop(letters: Letters, chosen: argparse.Namespace, *_: object) -> int:
    return _settled(letters, chosen.places, ("open", "waits"), "dropped", chosen.reason)


def _reopen(letters: Letters, chosen: argparse.Namespace, *_: object) -> int:
    return _settled(letters, chosen.places, ("dropped",), "open", None)


def _settled(
    letters: Letters, places: Sequence[Place], states: Sequence[str], state: str, why: str | None
) -> int:
    good = True
    for place in places:
        with letters.connection.transaction():
            present = letters.lock(place)
            if present in states:
                letters.settle(place, state, why)
        done = present in (*states, state)
        good = good and done
        words = state if done else f"not {' or '.join(states)}: {present or 'there is no such letter'}"
        print(f"{'done' if done else 'NOT '} {place}: {words}")
    return 0 if good else 1


def _forgive(letters: Letters, chosen: argparse.Namespace, *_: object) -> int:
    with letters.connection.transaction():
        count = forgive(letters.connection, letters.consumer, chosen.topic)
        if count:
            letters.audit("letter.forgiven", chosen.topic, detail={"count": count})
    if not count:
        print(f"{letters.consumer}: nothing of {chosen.topic} counts")
        return 1
    print(f"{letters.consumer}: {count} dead letters of {chosen.topic} count no more; its consumer goes on")
    return 0


_VERBS: Mapping[str, Callable[..., int]] = {
    "list": _list, "look": _look, "replay": _replay, "drop": _drop, "reopen": _reopen, "forgive": _forgive,
}  # fmt: skip
