"""What became of the rows of a batch, and a sample of them for a dry run."""

from typing import Any

from services.registry.domain.imports.batch import REFUSED, TAKEN
from services.registry.domain.imports.issues import KINDS, Issue
from services.registry.imports.source import Portion, Source
from services.registry.imports.writing import Written

Countries = dict[str, tuple[str, int]]
"""Raw spelling to the code that was found and the number of rows."""
MOST_SPELLINGS = 10_000


def settled(portion: Portion, found: Written) -> str:
    """The outcomes of a batch once its rows were compared; rows that clash are refused and told."""
    batch = portion.batch
    wrong = {**dict.fromkeys(found.twice, "id_twice"), **dict.fromkeys(found.clashed, "key_taken")}
    fates = iter(zip(batch.taken, range(len(found.hows)), strict=True))
    outcomes = list(batch.outcomes)
    for place, outcome in enumerate(batch.outcomes):
        if outcome != TAKEN:
            continue
        one, at = next(fates)
        if one.row in wrong:
            outcomes[place], found.hows[at] = REFUSED, ""
            batch.messages.append((one.row, Issue(wrong[one.row])))
        else:
            outcomes[place] = found.hows[at]
            if found.hows[at] == "K":
                batch.messages.append((one.row, Issue("edited_here")))
    return "".join(outcomes)


def kept_ids(found: Written) -> tuple[list[str], list[int]]:
    """The records of the rows that were taken, and the versions that these had."""
    kept = [place for place, how in enumerate(found.hows) if how]
    return [found.ids[place] for place in kept], [found.versions[place] for place in kept]


def add_countries(countries: Countries, portion: Portion) -> None:
    """Count the spellings of a batch."""
    for raw, (code, number) in portion.batch.countries.items():
        if raw in countries or len(countries) < MOST_SPELLINGS:
            countries[raw] = (code, countries.get(raw, ("", 0))[1] + number)


def sampled(portion: Portion, outcomes: str, source: Source, room: int) -> list[dict[str, Any]]:
    """The first rows, and then rows with something to say, as they would be taken."""
    if room <= 0:
        return []
    said: dict[int, list[dict[str, str]]] = {}
    for number, issue in portion.batch.messages:
        brief = {
            "column": issue.column,
            "kind": issue.kind,
            "severity": issue.severity.value,
            "text": KINDS[issue.kind].text,
        }
        said.setdefault(number, []).append(brief)
    first = portion.batch.first
    chosen = (
        [*range(first, first + min(len(portion.rows), 8)), *sorted(said)]
        if portion.number == 1
        else sorted(said)
    )
    return [
        {
            "row": number,
            "outcome": outcomes[number - first],
            "messages": said.get(number, []),
            "values": source.interpreter.shown(portion.rows[number - first]),
        }
        for number in list(dict.fromkeys(chosen))[:room]
    ]
