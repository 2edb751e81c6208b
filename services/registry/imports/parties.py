"""Who takes part in rows, as lines for COPY: once for all rows alike."""

from collections.abc import Iterable
from functools import lru_cache

import orjson

from services.registry.domain.imports.copytext import escape
from services.registry.imports.lines import Party
from services.registry.imports.units import Units


def parts(parties: Iterable[Party], units: Units, nation: str, role: str) -> bytes:
    """COPY text of parties that were resolved: number, participants, units. ``nation`` writes: its own part
    needs no answer.
    """
    made, ids = [], units.ids
    for number, (hosts, unit, lead, unit_lead, nations) in enumerate(parties):
        host_unit = ids.get((hosts[0], unit)) if hosts else None
        lead_unit = ids.get((lead, unit_lead))
        found = []
        if lead:
            found.append(_part(lead, "lead", lead_unit, unit_lead, nation))
        if hosts:
            found.append(_part(hosts[0], role, host_unit, unit, nation))
            found += [_without_unit(host, role, nation) for host in hosts[1:]]
        if len(nations) > len({*hosts, lead} - {""}):
            others = (other for other in nations if other not in (*hosts, lead))
            found += [_without_unit(other, "contributor", nation) for other in others]
        linked = dict.fromkeys(one for one in (host_unit, lead_unit) if one)
        made.append(f"{number}\t[{','.join(found)}]\t{{{','.join(linked)}}}\n")
    return "".join(made).encode("utf-8", "replace")


def _part(nation: str, role: str, unit_id: str | None, unit: str, own: str) -> str:
    if not unit:
        return _without_unit(nation, role, own)
    before, after = _frame(nation, role, own)
    known = "null" if unit_id is None else f'"{unit_id}"'
    return f'{before}{known},"unit":{_json(unit)}{after}'


@lru_cache(maxsize=2000)
def _without_unit(nation: str, role: str, own: str) -> str:
    before, after = _frame(nation, role, own)
    return f'{before}null,"unit":""{after}'


@lru_cache(maxsize=2000)
def _frame(nation: str, role: str, own: str) -> tuple[str, str]:
    """What stands before and after the unit of a part."""
    # What is over needs nobody's answer: a list of another nation's part is told, not asked.
    answer = "accepted" if nation == own else "pending"
    before = f'{{"nation":{_json(nation)},"role":{_json(role)},"unit_id":'
    return before, f',"people":null,"answer":"{answer}"}}'


def _json(text: str) -> str:
    return escape(orjson.dumps(text).decode())
