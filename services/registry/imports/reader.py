"""The process that reads the file of an import: pieces come in, batches ready for COPY go out (`frames`).

It knows no database and no person. Beside the service it leaves requests their time, and uses a second core;
its memory is gone with it. It ends with whoever started it, since a pipe ends then.
"""

import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import IO, Any

import orjson

from services.common.reading.bounds import TOO_MUCH, bound_memory
from services.common.reading.sniff import Reading, UnreadableFile
from services.common.reading.table import rows_of
from services.registry.domain.imports.batch import Batch
from services.registry.domain.imports.issues import KINDS
from services.registry.domain.imports.order import DateOrder
from services.registry.domain.imports.reconcile import Reconciliation
from services.registry.domain.imports.rows import Interpreter
from services.registry.domain.imports.spelling import from_json
from services.registry.imports.frames import Ended, get, put
from services.registry.imports.lines import prepared
from services.registry.imports.new_ids import new_ids
from services.registry.imports.packing import packed
from services.registry.imports.tally import LONGEST_RAW, Message


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be read. Of batches up to ``done`` only what adds up over the file is told; of a ``look``
    at the dates of the whole file nothing else.
    """

    mapping: dict[str, Any]
    header: list[str]
    reading: dict[str, Any]
    today: str
    size: int
    done: int
    look: bool = False


def pieces(given: IO[bytes]) -> Iterator[bytes]:
    """The pieces of the file, to the empty one that ends it."""
    while piece := get(given):
        yield piece


def read(job: Job, given: IO[bytes], made: IO[bytes]) -> None:
    """Read the file to its end. Raises UnreadableFile, Ended."""
    rows = rows_of(pieces(given), Reading(**job.reading))
    next(rows, None)  # the line of columns
    if job.look:
        _look(job, rows, made)
        return
    interpreter = Interpreter(from_json(job.mapping), job.header, date.fromisoformat(job.today))
    number, first = 0, 1
    while found := list(islice(rows, job.size)):
        number += 1
        batch = interpreter.read(found, first)
        _tell(made, number, found, batch, job)
        first += len(found)
    put(made, orjson.dumps({"groups": list(groups(interpreter.reconciliation))}))


def _look(job: Job, rows: Iterator[list[str]], made: IO[bytes]) -> None:
    order, first = DateOrder(from_json(job.mapping), job.header), 1
    while found := list(islice(rows, job.size)):
        order.add(found, first)
        first += len(found)
    put(made, orjson.dumps({"dates": order.found()}))


def _tell(made: IO[bytes], number: int, rows: list[list[str]], batch: Batch, job: Job) -> None:
    taken = batch.taken if number > job.done else []
    ready = prepared(taken, list(new_ids(len(taken))))
    head = {
        "number": number, "first": batch.first, "count": len(rows), "outcomes": "".join(batch.outcomes),
        "messages": messages(batch, job.header, rows) if number > job.done else [],
        "countries": batch.countries, "rows": [one.row for one in taken],
        "source_ids": [one.source_id for one in taken], "ids": ready.ids, "parties": ready.parties,
        "party_of": ready.party_of,
    }  # fmt: skip
    put(made, orjson.dumps(head))
    put(made, ready.content)
    put(made, packed(rows) if number > job.done else b"")


def messages(batch: Batch, header: list[str], rows: list[list[str]]) -> list[Message]:
    """The messages of a batch, each with the cell that it is about."""
    places = {name: number for number, name in enumerate(header)}
    found: list[Message] = []
    for number, issue in batch.messages:
        row = rows[number - batch.first]
        place = places.get(issue.column)
        raw = row[place] if place is not None and place < len(row) else ""
        if issue.kind == "row_unreadable":
            raw = row[-1]
        short = raw[:LONGEST_RAW].replace("\0", "")
        found.append((number, issue.column, issue.kind, KINDS[issue.kind].severity.value, short))
    return found


def groups(reconciliation: Reconciliation) -> Iterator[dict[str, Any]]:
    """The reconciliation as it is kept."""
    for number, (key, one) in enumerate(reconciliation.groups()):
        yield {
            "number": number, "key": list(key), "rows": one.rows, "bare": one.bare, "people": one.people,
            "printed_people": one.printed_people, "cost": str(one.cost),
            "printed_cost": None if one.printed_cost is None else str(one.printed_cost),
            "people_agree": one.people_agree, "cost_agrees": one.cost_agrees,
        }  # fmt: skip


def main() -> None:
    """Read what the job says; a file that cannot be read to its end is told by its rule."""
    given, made = sys.stdin.buffer, sys.stdout.buffer
    bound_memory()
    gc.disable()  # a third of its time: millions of small values, none of which refers to itself
    try:
        read(Job(**orjson.loads(get(given))), given, made)
    except UnreadableFile as error:
        put(made, orjson.dumps({"unreadable": str(error)}))
    except MemoryError:
        put(made, orjson.dumps({"unreadable": TOO_MUCH}))
    except (Ended, BrokenPipeError):
        sys.exit(1)  # nobody waits for it any more


if __name__ == "__main__":
    main()
