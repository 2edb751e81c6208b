"""Loaded by a process under test: notes every path that its Python writes, makes or removes."""

import os
import sys

_RECORD = os.open(os.environ["ENTENTE_TEST_WRITES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NAMES = ("mkdir", "rename", "remove", "rmdir", "link", "symlink", "chmod", "truncate")
_EVENTS = {f"os.{name}" for name in _NAMES}


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if not (isinstance(flags, int) and flags & _CHANGES):
            return
    elif event not in _EVENTS:
        return
    if isinstance(arguments[0], str | bytes | os.PathLike):
        os.write(_RECORD, os.fsencode(arguments[0]) + b"\n")


sys.addaudithook(_note)
