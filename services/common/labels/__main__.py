"""Labels from the command line: ``python -m services.common.labels check 'SECRET//REL TO USA, GBR'``.

Without words it reads JSON lines from standard input and writes one answer a line; ``text < file`` reads a
portion-marked text, or JSON lines of such. It ends with 0 where
every answer is good (valid, combined, converted, allowed), with 1 where one is not, with 2 where something
asked is no question.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any

from services.common.labels.spif import shipped_policies
from services.common.labels.tool import COMMANDS, Answer, NoQuestion
from services.common.labels.tool.texts import spoken


def main(arguments: list[str] | None = None) -> int:
    """Answer what the command line, or each line of standard input, asks."""
    asked = _parser().parse_intermixed_args(arguments)
    shared = {name: value for name in ("policy", "profile") if (value := getattr(asked, name)) is not None}
    worst = 0
    whole = _whole_text(asked)
    questions = [{"text": whole}] if whole else _questions(asked, sys.stdin)
    for question in questions:
        answer, code = _answered(asked.command, question, shared)
        aloud = bool(whole) or (asked.command in ("explain", "text") and bool(asked.words))
        sys.stdout.write((_spoken(answer) if aloud else json.dumps(answer, ensure_ascii=False)) + "\n")
        worst = max(worst, code)
    return worst


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.common.labels", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument(
        "words",
        nargs="*",
        help="markings (check, explain), the marks of a page (combine), a label (convert), a label, a "
        "clearance and an action (decide), the name of a policy (policy), a text (text)",
    )
    parser.add_argument("--to", choices=("banner", "portion", "json", "xml"), help="of convert: the form")
    parser.add_argument("--under", help="of convert: name of the policy that it is carried over to")
    parser.add_argument("--kind", choices=("banner", "portion"), help="of the marking; banner if left out")
    names = ", ".join(one.name for one in shipped_policies())
    parser.add_argument("--policy", help=f"{names}; if left out us, or nato where us does not read it")
    parser.add_argument(
        "--profile", help="name of a profile of the policy; its first if left out (us: ic, dod, cui)"
    )
    return parser


def _whole_text(asked: argparse.Namespace) -> str:
    """All of standard input where it is a text to check, and no JSON lines; else nothing."""
    if asked.command != "text" or asked.words:
        return ""
    given = sys.stdin.read()
    if given.lstrip().startswith("{"):
        asked.lines = given.splitlines()
        return ""
    return given


def _questions(asked: argparse.Namespace, lines: Iterable[str]) -> Iterable[Any]:
    if asked.words and asked.command == "combine":
        return [{"portions": asked.words}]
    if asked.words and asked.command == "convert":
        under = {"under": asked.under} if asked.under else {}
        return [{"label": word, "to": asked.to} | under for word in asked.words]
    if asked.words and asked.command in ("policy", "text"):
        return [{asked.command: word} for word in asked.words]
    if asked.words and asked.command == "decide":
        return [_decision(*asked.words)]
    if asked.words:
        return [{"marking": word, "kind": asked.kind or "banner"} for word in asked.words]
    return (_read(line) for line in getattr(asked, "lines", lines) if line.strip())


def _decision(*words: str) -> dict[str, Any]:
    """A label, a clearance and an action as words: each that is a JSON object as such."""
    given = [_read(word) if word.lstrip().startswith("{") else word for word in words]
    return dict(zip(("label", "clearance", "action"), given, strict=False))


def _spoken(answer: Answer) -> str:
    """An explanation as a person reads it, or why it was no question."""
    if "error" in answer:
        return f"This is no question: {answer['error']}."
    if "findings" in answer:
        return "\n".join(spoken(answer))
    lines = answer["says"]
    if not answer["valid"]:
        return "\n".join(["This is no valid marking.", *lines])
    places = {"banner": "Banner", "portion": "Before a paragraph"}
    return "\n".join(
        [*lines, *(f"{said}: {answer[form]}" for form, said in places.items() if form in answer)]
    )


def _read(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _answered(command: str, question: Any, shared: dict[str, str]) -> tuple[Answer, int]:
    if not isinstance(question, dict):
        return {"error": "a line is one JSON object"}, 2
    try:
        answer = COMMANDS[command](shared | question, None)
    except NoQuestion as error:
        told = {"id": question["id"]} if "id" in question else {}
        return told | {"error": str(error)}, 2
    return answer, 0 if _good(answer) else 1


def _good(answer: Answer) -> bool:
    said = next(name for name in ("valid", "allow", "banner", "result", "identifier") if name in answer)
    return bool(answer[said])


if __name__ == "__main__":
    sys.exit(main())
