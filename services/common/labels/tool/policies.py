"""Questions on policies: what one holds, and what a new version of it changes."""

from __future__ import annotations

from services.common.labels.changes import changes
from services.common.labels.policy import Policy, PolicyError
from services.common.labels.spif import read_policy, shipped_policy
from services.common.labels.tool.asking import Answer, NoQuestion, Question, World, about


def policy(asked: Question, _: World | None = None) -> Answer:
    """What a policy holds: ``{id, policy, before?}``, each the name of one that ships or the XML of a SPIF.

    Gives ``{id, identifier, oid, levels, words, profiles}``, with ``before`` the ``changes`` since then; or
    ``{id, identifier: null, errors}`` for a file that is no policy.
    """
    try:
        found = _found(asked, "policy")
        before = _found(asked, "before") if "before" in asked else None
    except PolicyError as error:
        fault = {"rule": "policy", "at": "", "message": str(error)}
        return about(asked, identifier=None, errors=[fault])
    words: dict[str, list[str]] = {}
    for word in found.words:
        words.setdefault(word.tag, []).append(word.name)
    said = {} if before is None else {"changes": list(changes(before, found))}
    return about(
        asked, identifier=found.identifier, oid=found.oid, levels=[level.name for level in found.levels],
        words=words, profiles=[profile.name for profile in found.profiles],
        **({"notes": list(found.notes)} if found.notes else {}), **said,
    )  # fmt: skip


def _found(asked: Question, name: str) -> Policy:
    given = asked.get(name)
    if not isinstance(given, str) or not given:
        raise NoQuestion(f"{name}: the name of a policy, or its XML")
    return read_policy(given.encode()) if given.lstrip().startswith("<") else shipped_policy(given.lower())
