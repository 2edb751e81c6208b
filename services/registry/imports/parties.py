"""Who takes part in rows, as lines for COPY: once for all rows alike."""

from collections.abc import Iterable
from functools import lru_cache

import orjson

from services.registry.domain.imports.copytext import escape
from services.registry.imports.lines import Party
from services.registry.imports.units import Units


def parts(parties: Iterable[Party], units: Units, nation: str, role: str) -> bytes:
    """COPY text of parties: number, participants, units. ``nation`` writes: its own part needs no answer."""
    made = []
    for number, (hosts, unit, lead, unit_lead, nations) in enumerate(parties):
        host_unit = units.id_of(hosts[0], unit) if unit and hosts else None
        lead_unit = units.id_of(lead, unit_lead) if unit_lead else None
        found = []
        if lead:
            found.append(_part(lead, "lead", lead_unit, unit_lead, nation))
        for host in hosts:
            known = (host_unit, unit) if host == hosts[0] else (None, "")
            found.append(_part(host, role, *known, nation))
        if len(nations) > len({*hosts, lead} - {""}):
            others = (other for other in nations if other not in (*hosts, lead))
            found += [_part(other, "contributor", None, "", nation) for other in others]
        linked = [one for one in (host_unit, lead_unit) if one]
        if host_unit == lead_unit:
            del linked[1:]
        made.append(f"{number}\t[{','.join(found)}]\t{{{','.join(linked)}}}\n")
    return "".join(made).encode("utf-8", "replace")


@lru_cache(maxsize=20_000)
def _part(nation: str, role: str, unit_id: str | None, unit: str, own: str) -> str:
    known = "null" if unit_id is None else f'"{unit_id}"'
    # What is over needs nobody's answer: a list of another nation's part is told, not asked.
    answer = "accepted" if nation == own else "pending"
    return (
        f'{{"nation":{_json(nation)},"role":{_json(role)},"unit_id":{known},"unit":{_json(unit)}'
        f',"people":null,"answer":"{answer}"}}'
    )


@lru_cache(maxsize=20_000)
def _json(text: str) -> str:
    return escape(orjson.dumps(text).decode())
