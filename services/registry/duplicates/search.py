"""The search itself: splink on DuckDB, in a file of its own that is gone afterwards, in bounded memory.

Words of hidden records lie in that file while it runs: in a folder that the service's user alone can read.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import orjson
from splink import DuckDBAPI, Linker

from services.registry.domain.compared import COLUMNS
from services.registry.duplicates.model import FIELDS, MACROS, POSSIBLE, Found, settings

MEMORY: Final = "512MB"
THREADS: Final = 2
CHUNKS: Final = 4
"""A whole run is scored in so many parts, each in the memory of one."""
_SMALL: Final = 5_000
_BATCH: Final = 10_000


def search(records: Iterable[dict[str, Any]], at_least: float = POSSIBLE) -> Iterator[Found]:
    """The pairs of `compared` records that weigh enough, each once."""
    kept = tempfile.TemporaryDirectory(prefix="entente-likeness-")
    with kept as folder, _opened(Path(folder)) as connection:
        number = _load(connection, records, Path(folder) / "records.ndjson")
        yield from _pairs(connection, at_least, CHUNKS if number > _SMALL else 1)


def _opened(folder: Path) -> duckdb.DuckDBPyConnection:
    limits: dict[str, Any] = {"memory_limit": MEMORY, "threads": THREADS, "temp_directory": str(folder)}
    connection = duckdb.connect(str(folder / "likeness.db"), config=limits)
    for macro in MACROS:
        connection.execute(macro)
    return connection


def _load(connection: duckdb.DuckDBPyConnection, records: Iterable[dict[str, Any]], path: Path) -> int:
    """Records into the table ``record``; over a file, so that memory stays flat however many there are."""
    with path.open("wb") as handle:
        for record in records:
            handle.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
    connection.execute(
        "CREATE TABLE record AS SELECT * FROM"
        f" read_json('{path}', format = 'newline_delimited', columns = {{{columns}}})"
    )
    path.unlink()
    ((counted,),) = connection.execute("SELECT count(*) FROM record").fetchall()
    return int(counted)


def _pairs(connection: duckdb.DuckDBPyConnection, at_least: float, chunks: int) -> Iterator[Found]:
    linker = Linker(DuckDBAPI(connection).register("record"), settings(), log_level=None)
    weights = ", ".join(f"mw_{field}" for field in FIELDS)
    for chunk in range(1, chunks + 1):
        scored = linker.inference.predict_chunk(
            left_chunk=(chunk, chunks), right_chunk=(1, 1), threshold_match_weight=at_least
        )
        rows = connection.cursor()
        rows.execute(f"SELECT id_l, id_r, match_weight, {weights} FROM {scored.physical_name}")
        while batch := rows.fetchmany(_BATCH):
            for one, two, weight, *bits in batch:
                left, right = sorted((one, two))
                yield Found(left, right, weight, dict(zip(FIELDS, bits, strict=True)))
        rows.close()
        scored.drop_table_from_database_and_remove_from_cache()
