"""The words that planners write for a tool, a status, a mode."""

from datetime import date

import pytest

from services.registry.domain.imports.batch import BODY
from services.registry.domain.imports.cells import key_of
from services.registry.domain.imports.guess import mapping_of
from services.registry.domain.imports.mapping import Column, FileMapping, Identity
from services.registry.domain.imports.rows import Interpreter
from services.registry.domain.imports.targets import TARGETS
from services.registry.domain.values import MODE_WORDS, STATUS_WORDS, TOOL_WORDS

WRITTEN = {"tool": TOOL_WORDS, "status": STATUS_WORDS, "mode": MODE_WORDS}


@pytest.mark.parametrize(
    ("target", "word", "value"),
    [
        *[("tool", word, "training") for word in ("MTT", "mobile training team", "Training")],
        *[("tool", word, "exercise") for word in ("TTX", "C.P.X.", "ftx", "Table-top exercise")],
        *[("tool", word, "training") for word in ("Course", "Crse", "Trg", "PDT", "Pre-Deployment Training")],
        *[("tool", word, "contact") for word in ("KLE", "Talks", "Visit", "VIP visit", "Conference")],
        *[("tool", word, "contact") for word in ("Planning conference", "IPC", "MPC", "FPC")],
        *[("status", word, "proposed") for word in ("Tentative", "TBC", "proposed")],
        *[("status", word, "planned") for word in ("Plan", "Planned", "PLANNING")],
        *[("status", word, "cancelled") for word in ("canceled", "Cancelled", "CXL")],
        *[("status", word, "completed") for word in ("Complete", "Done", "completed")],
        ("mode", "VTC", "virtual"),
    ],
)
def test_the_words_that_planners_write_are_known(target: str, word: str, value: str):
    columns = (Column("event", "title"), Column("kind", target))
    mapping = FileMapping(columns, identity=Identity("test"))
    read = Interpreter(mapping, ["event", "kind"], date(2027, 1, 11)).read([["Talks", word]], 1)
    said = read.taken[0].body.split("\t")[[*BODY].index(target)]
    assert (said, read.messages) == (value, [])
    assert [one.target for one in mapping_of(["Event", target], {target: [word]}, "desk").columns][1:] == [
        target
    ]


@pytest.mark.parametrize("target", [one for one in TARGETS.values() if one.known], ids=lambda one: one.name)
def test_no_word_stands_for_two_values(target):
    groups = (*WRITTEN.get(target.name, {}).values(), target.known)
    written = [key_of(word) for words in groups for word in words]
    assert len(written) == len(set(written)) == len(target.meant)
    assert set(target.meant.values()) == set(target.known)


@pytest.mark.parametrize("word", ["Exchange", "Wksp", "Workshop", "Seminar"])
def test_a_word_that_may_be_two_tools_is_told_and_not_guessed(word: str):
    columns = (Column("event", "title"), Column("kind", "tool"))
    mapping = FileMapping(columns, identity=Identity("test"))
    read = Interpreter(mapping, ["event", "kind"], date(2027, 1, 11)).read([["Talks", word]], 1)
    assert [issue.kind for _, issue in read.messages] == ["word_unknown"]
    assert read.taken[0].body.split("\t")[[*BODY].index("tool")] == ""
