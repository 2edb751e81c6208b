"""A marking as it was typed: the label that it says, or each error with its place and what would be right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from services.common.db import Unit
from services.common.labels import (
    CONCEALED,
    NOFORN,
    ORCON,
    RELIDO,
    Label,
    LabelError,
    MarkingError,
    Policy,
    banner,
    parse_banner,
    parse_portion,
    portion_mark,
)
from services.common.labels.explained import fault, meaning
from services.common.labels.mending import place
from services.common.labels.model import ISO3
from services.common.labels.tool.asking import marking_of
from services.common.labels.translate import TranslationRefused, translate
from services.directory.labels.known import Known, policy_named, shown
from services.directory.labels.schemas import Instead, Marking, Typed, TypedError


@dataclass(frozen=True, slots=True)
class TypedMarking:
    """By what a marking is read."""

    asked: Marking
    policy: Policy
    known: Known
    unit: Unit

    @classmethod
    def of(cls, asked: Marking, known: Known, unit: Unit) -> "TypedMarking":
        """With the policy and profile that are asked for; a 422 where there is none such."""
        return cls(asked, policy_named(unit, asked.policy, asked.profile), known, unit)

    def answer(self, nations: list[str]) -> Typed:
        """What was typed, as a label of now or as errors."""
        made, faults = self._made()
        if made is None:
            errors = [self._placed(one) for one in faults]
            says = list(fault(self.asked.marking, faults))
            return Typed(valid=False, errors=errors, says=says, instead=self._instead())
        known = self.known
        says = list(meaning(made, self.policy, known.groups, known.names, self.unit.now))
        view, canonical = (
            shown(made, self.unit, nations),
            self._written(made, self.policy, self.asked.profile),
        )
        unsettable = _unsettable(made) if view else [canonical]
        return Typed(valid=True, says=says, label=view, canonical=canonical, unsettable=unsettable)

    def _made(self) -> tuple[Label | None, list[MarkingError]]:
        question = {"marking": self.asked.marking, "kind": self.asked.kind}
        made, faults = marking_of(question, self.policy, self.asked.profile)
        faults = faults if made is None else list(self._strange(made))
        if made is None or faults:
            return None, faults
        try:
            return self.known.groups.seal(made, self.unit.now), []
        except LabelError as error:
            code = error.rule.partition(" ")[0]
            return None, [MarkingError(error.rule, self._at(code), f"label_{error.field}")]

    def _strange(self, made: Label) -> Iterator[MarkingError]:
        """Codes that are neither a nation nor a group. No nation is guessed from another's three letters."""
        groups = list(self.known.groups.groups)
        for code in sorted({*made.codes, *made.foreign} - {*self.known.names, *CONCEALED}):
            near = next(iter(get_close_matches(code, groups, 1, 0.8)), "") if len(code) > ISO3 else ""
            message = f"{code} is neither a nation nor a known group"
            yield MarkingError(message, self._at(code), "code_unknown", near)

    def _at(self, code: str) -> int:
        found = re.search(rf"\b{re.escape(code)}\b", self.asked.marking)
        return found.start() if found else 0

    def _placed(self, error: MarkingError) -> TypedError:
        where = place(self.asked.marking, error, self._read)
        return TypedError(
            rule=error.rule, at=where.at, end=where.end, message=error.message,
            nearest=error.nearest or None, use=where.use or None,
        )  # fmt: skip

    def _read(self, text: str) -> Label:
        parse = parse_portion if self.asked.kind == "portion" else parse_banner
        return parse(text, self.policy, self.asked.profile)

    def _instead(self) -> Instead | None:
        """The same under this policy, where it is a valid marking of another one: of that of the asker's
        nation, or of others that agree whose it is. Nothing of it is left out.
        """
        read = list(self._others())
        own = [one for one in read if one[1].owner == (self.unit.subject.nation,)]
        if not own and len({made.owner for _, made in read}) > 1:
            return None
        for other, made in own or read:
            try:
                carried = translate(made, self.policy, self.known.groups)
                if not carried.lost:
                    marking = self._written(carried.label, self.policy, None)
                    return Instead(policy=other.name, marking=marking)
            except (TranslationRefused, MarkingError, LabelError):
                continue
        return None

    def _others(self) -> Iterator[tuple[Policy, Label]]:
        """The other policies that read it, each with what it says there."""
        question = {"marking": self.asked.marking, "kind": self.asked.kind}
        for other in self.unit.database.permitted.context.policies:
            made = None if other.name == self.policy.name else marking_of(question, other, None)[0]
            if made is not None:
                yield other, made

    def _written(self, label: Label, policy: Policy, profile: str | None) -> str:
        return (portion_mark if self.asked.kind == "portion" else banner)(label, policy, profile)


def _unsettable(label: Label) -> list[str]:
    """Words of a marking that the label of a record here has no place for."""
    return sorted({*label.foreign, *label.informative, *label.dissem} - {NOFORN, ORCON, RELIDO})
