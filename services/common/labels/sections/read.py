"""A marking of sections to the label that it says, or the rule that it breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from services.common.labels.marking import MarkingError
from services.common.labels.model import CONCEALED, ISO3, RELIDO, Label, LabelError
from services.common.labels.sections.atomic import is_atomic, read_atomic
from services.common.labels.sections.compartments import (
    is_channel,
    is_control,
    is_program,
    read_channels,
    read_controls,
    read_programs,
)
from services.common.labels.sections.controlled import are_categories, is_mark, read_categories, read_mark
from services.common.labels.sections.found import Found, Rules
from services.common.labels.sections.head import PREFIX, read_head
from services.common.labels.sections.held import DISPLAY, REL, require_conditions
from services.common.labels.sections.piece import Piece
from services.common.labels.sections.release import read_foreign
from services.common.labels.sections.words import (
    is_dissemination,
    is_informative,
    read_dissemination,
    read_informative,
)

_Is = Callable[[Piece, Rules], bool]
_Read = Callable[[Piece, Rules, Found], None]


def read_sections(text: str, rules: Rules) -> Label:
    """The label. Raises ``MarkingError`` for the first thing that cannot be read, ``BrokenConditions`` for
    what can be read and may not stand together.
    """
    profile = rules.profile
    led = bool(profile.lead) and text.startswith(profile.lead)
    whole = Piece(text, 0).after(profile.lead) if led else Piece(text, 0)
    head, *categories = whole.cut(profile.between)
    found, last = read_head(head, led, rules), -1
    several = profile.between == profile.within
    for category in categories:
        if not category.text:
            raise MarkingError("a category is empty", category.at, "category_empty")
        if _is_list_of_mark(category, rules, found):
            read_categories(category, rules, found)
            continue
        place = _category(category, rules, found)
        if place < last or (place == last and not several):
            near = _in_order(text, [category.text for category in categories], rules)
            message = "categories stand in a fixed order, each once"
            raise MarkingError(message, category.at, "category_order", near)
        last = place
    if profile.prefix and REL in found.marks and PREFIX not in found.marks:
        message = f"what others are given begins with {profile.prefix}"
        raise MarkingError(message, head.at, "prefix", f"{profile.prefix} {head.text}")
    label = _label(found, rules, len(text))
    _require_known(label, text, rules)
    require_conditions(label, rules.policy, rules.profile, rules.portion, found.marks)
    return label


def _in_order(text: str, categories: list[str], rules: Rules) -> str:
    """The marking with its categories in their order, each once, where that makes it valid; else nothing."""
    by = rules.profile.between
    head = text.removesuffix(by.join(["", *categories]))
    several: dict[int, list[str]] = {}
    for category in categories:
        several.setdefault(_place(Piece(category, 0), rules), []).append(category)
    right = by.join([head, *(rules.profile.within.join(several[place]) for place in sorted(several))])
    if right == text:
        return ""
    try:
        read_sections(right, rules)
    except MarkingError:
        return ""
    return right


def _place(piece: Piece, rules: Rules) -> int:
    return next((place for place, (fits, _) in enumerate(_CATEGORIES) if fits(piece, rules)), _CONTROLS)


def _is_list_of_mark(piece: Piece, rules: Rules, found: Found) -> bool:
    """Whether the categories of controlled information stand here: behind their mark, and nothing else."""
    opened, found.opened = found.opened, False
    return opened and (are_categories(piece, rules) or not any(fits(piece, rules) for fits, _ in _CATEGORIES))


def _require_known(label: Label, text: str, rules: Rules) -> None:
    """That the policy lists every nation and group that is named. No nation is offered by the look of its
    code: UK is not Ukraine.
    """
    for code in sorted({*label.codes, *label.foreign} - {*CONCEALED}):
        if not rules.policy.is_code(code):
            place = re.search(rf"\b{code}\b", text)
            message = f"{code} is no nation or group that {rules.policy.identifier} lists"
            near = rules.nearest_of(code, [one for one in rules.policy.codes if len(one) != ISO3])
            raise MarkingError(message, place.start() if place else 0, "code_unknown", near)


_EXCLUDED: Final = {"rel": REL, "display_only": DISPLAY, "dissem": RELIDO}
"""Marks that a word beside them excludes, by the field that they fill: there is the fault."""


def _label(found: Found, rules: Rules, end: int) -> Label:
    try:
        return Label(rules.policy.identifier, found.level, found.owner, **found.fields)
    except LabelError as error:
        place = found.marks.get(_EXCLUDED.get(error.field, ""), end)
        raise MarkingError(error.rule, place, f"label_{error.field}") from error


def _category(piece: Piece, rules: Rules, found: Found) -> int:
    """Read one category; its place in the order of categories."""
    for place, (fits, read) in enumerate(_CATEGORIES):
        if fits(piece, rules):
            read(piece, rules, found)
            return place
    if rules.profile.controls and is_control(piece):
        read_controls(piece, rules, found)
        return _CONTROLS
    tags = ("dissemination", "limit", "informative", "control", "atomic", "sensitivity", "controlled")
    message = f"{piece.text!r:.60} is no category of {rules.policy.identifier}"
    raise MarkingError(message, piece.at, "word_unknown", rules.nearest(piece.text, *tags))


def _begins(word: str, text: str) -> bool:
    return bool(word) and (text == word or text.startswith(f"{word} "))


def _listed(name: str, word: Callable[[Rules], str], by: str) -> tuple[_Is, _Read]:
    """A category that begins with a word of the profile: ``COI ALPHA/BRAVO``."""

    def fits(piece: Piece, rules: Rules) -> bool:
        return _begins(word(rules), piece.text)

    def read(piece: Piece, rules: Rules, found: Found) -> None:
        values = tuple(piece.text[len(word(rules)) + 1 :].split(by))
        if (
            not all(values)
            or any(value != value.strip() for value in values)
            or len(set(values)) != len(values)
        ):
            raise MarkingError(f"{name}: codes stand once each, parted by {by!r}", piece.at, "codes_form")
        if list(values) != sorted(values, key=lambda value: (name == "only" and len(value) != ISO3, value)):
            raise MarkingError(f"{name}: codes stand A to Z", piece.at, "codes_order")
        found.put(name, values, piece)

    return fits, read


def _is_sensitive(piece: Piece, rules: Rules) -> bool:
    """Words that another owner adds to its heading: ``//COSMIC TOP SECRET//ATOMAL``."""
    return any(rules.word(item.text, "sensitivity") for item in piece.cut("/"))


def _read_sensitive(piece: Piece, rules: Rules, found: Found) -> None:
    for item in piece.cut("/"):
        word = rules.word(item.text, "sensitivity")
        if word is None:
            near = rules.nearest(item.text, "sensitivity")
            raise MarkingError(f"{item.text!r:.60} is no word here", item.at, "word_unknown", near)
        if word.name in found.marks:
            raise MarkingError("a word stands twice", item.at, "twice")
        found.add("restrictive", (word.name,), item, word.name)


def _is_known_control(piece: Piece, rules: Rules) -> bool:
    """Known control systems; unknown ones are what nothing else is."""
    return bool(rules.profile.controls) and any(
        rules.word(item.text.partition("-")[0], "control") for item in piece.cut("/")
    )


_CATEGORIES: Final[tuple[tuple[_Is, _Read], ...]] = (
    _listed("coi", lambda rules: rules.profile.community, "/"),
    _listed("restrictive", lambda rules: rules.profile.sensitivity, "/"),
    (_is_sensitive, _read_sensitive),
    (_is_known_control, read_controls),
    (is_channel, read_channels),
    (is_program, read_programs),
    (is_atomic, read_atomic),
    (lambda piece, rules: _begins(rules.profile.foreign, piece.text), read_foreign),
    _listed("only", lambda rules: rules.profile.only, ", "),
    (is_mark, read_mark),
    (is_dissemination, read_dissemination),
    (is_informative, read_informative),
)
_CONTROLS: Final = 3
