"""Control systems and special access programmes: names with compartments and their sub-compartments.

``TK-IDIT ABCD-KAND`` asks its reader for all of ``TK``, ``TK-IDIT``, ``TK-IDIT ABCD`` and ``TK-KAND``: these
stand in the label, so that the union of two markings is that of their sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.piece import Piece

_SLIP: Final = 5
"""From so many signs on a name that looks like a known word is taken for a slip of the pen."""
_PART: Final = "[A-Z0-9]+"
_CONTROL: Final = re.compile(rf"[A-Z0-9]{{2,}}(?:-{_PART}(?: {_PART})*)*\Z")
_PROGRAM: Final = re.compile(rf"{_PART}(?: {_PART})*(?:-{_PART}(?: {_PART})*)*\Z")


def is_control(piece: Piece) -> bool:
    """Whether it has the form of control systems."""
    return all(_CONTROL.match(item.text) for item in piece.cut("/"))


def read_controls(piece: Piece, rules: Rules, found: Found) -> None:
    """Control systems, each with its compartments: ``HCS-P/TK-ABC X Y``."""
    names: list[str] = []
    given: list[str] = []
    atoms: list[str] = []
    for item in piece.cut("/"):
        name, dash, rest = item.text.partition("-")
        word = rules.word(name, "control")
        if not _CONTROL.match(item.text):
            raise MarkingError(f"{item.text!r:.60} is no control system", item.at, "control_form")
        if word is None:
            _known(Piece(name, item.at), rules)
        named = word.name if word else name
        names.append(named)
        given.append(f"{named}{dash}{rest}")
        atoms += _atoms(given[-1])
    _stand(piece, names, atoms, "/".join(given), rules)
    found.add("restrictive", tuple(atoms), piece, "SCI", *names)


def _known(piece: Piece, rules: Rules) -> None:
    """That a control system that the policy does not know may stand: it is no word that stands elsewhere or
    is written otherwise here, and no slip of the pen.
    """
    words = {form: rules.written(word) for word in rules.policy.words
             for form in (word.name, *word.forms(False), *word.forms(True))}  # fmt: skip
    near = words.get(piece.text) or piece.text * (piece.text in _elsewhere(rules))
    if not near and (len(piece.text) >= _SLIP or rules.profile.controls != "open"):
        alike = {form for form in words if not rules.word(form, "controlled")}
        near = words.get(rules.nearest_of(piece.text, alike), "")
    if rules.profile.controls != "open" or near:
        message = f"{piece.text!r:.60} is no control system of {rules.policy.identifier}"
        raise MarkingError(message, piece.at, "word_unknown", near if near != piece.text else "")


def _elsewhere(rules: Rules) -> set[str]:
    """Words of the profile and levels: they stand in places of their own."""
    profile, levels = rules.profile, (*rules.policy.levels, *rules.policy.others)
    places = (profile.joint, profile.release, profile.release_short, profile.display, profile.foreign)
    return {*places, profile.program, profile.nickname, *(form for level in levels
            for form in (level.name, level.portion))}  # fmt: skip


def is_channel(piece: Piece, rules: Rules) -> bool:
    """Whether a word stands here that asks for the channels of programmes, and names none."""
    return rules.word(piece.text, "program") is not None


def read_channels(piece: Piece, rules: Rules, found: Found) -> None:
    """``HVSACO``."""
    word = rules.word(piece.text, "program")
    if word is not None:
        found.add("restrictive", (word.name,), piece, "SAP")


def is_program(piece: Piece, rules: Rules) -> bool:
    """Whether special access programmes are named here."""
    return any(piece.text.startswith(f"{word}-") for word in _leads(rules))


def read_programs(piece: Piece, rules: Rules, found: Found) -> None:
    """Special access programmes: ``SAR-BP/GB-J12 K15``."""
    lead = next(word for word in _leads(rules) if piece.text.startswith(f"{word}-"))
    items = piece.after(f"{lead}-").cut("/")
    for item in items:
        if not _PROGRAM.match(item.text):
            raise MarkingError(f"{item.text!r:.60} is no name of a programme", item.at, "program_form")
    if len(items) > rules.profile.programs:
        message = f"more than {rules.profile.programs} programmes are not named one by one"
        raise MarkingError(message, piece.at, "programs_many", f"{rules.profile.program}-MULTIPLE PROGRAMS")
    atoms = [atom for item in items for atom in _atoms(item.text)]
    names = [item.text.partition("-")[0] for item in items]
    _stand(piece, names, atoms, "/".join(item.text for item in items), rules)
    found.add("restrictive", tuple(f"{rules.profile.program}-{atom}" for atom in atoms), piece, "SAP")


def _leads(rules: Rules) -> list[str]:
    return [word for word in (rules.profile.program, rules.profile.program_long) if word]


def _atoms(item: str) -> list[str]:
    """All that a reader of a name with compartments has to hold."""
    name, *compartments = item.split("-")
    held = [name]
    for compartment in compartments:
        first, *others = compartment.split(" ")
        held += [f"{name}-{first}", *(f"{name}-{first} {other}" for other in others)]
    return held


def _stand(piece: Piece, names: list[str], atoms: list[str], given: str, rules: Rules) -> None:
    right = written(atoms)
    if len(set(names)) != len(names) or len(set(atoms)) != len(atoms):
        raise MarkingError("a name stands twice", piece.at, "twice", right)
    if given != right and not rules.profile.loose:
        raise MarkingError("names stand A to Z, compartments too", piece.at, "names_order", right)


def written(atoms: Iterable[str]) -> str:
    """A set of names and compartments as they are written, each in its order."""
    tree: dict[str, dict[str, set[str]]] = {}
    for atom in atoms:
        name, dash, rest = atom.partition("-")
        inner = tree.setdefault(name, {})
        if dash:
            first, blank, sub = rest.partition(" ")
            inner.setdefault(first, set()).update({sub} if blank else ())
    return "/".join(
        "-".join([name, *(" ".join([first, *sorted(subs)]) for first, subs in sorted(inner.items()))])
        for name, inner in sorted(tree.items())
    )
