"""An item as a file: what its reader may take along of it, under the banner of that, above and below."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from html import escape
from typing import Any, Final
from uuid import UUID
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.label_api import NOTICE, label_view, require_together
from services.common.labels import Action, Label, version_of
from services.common.labels.stanag4774 import Received, StanagError
from services.common.labels.stanag4778 import Bound, Part, embed_bindings
from services.sharing.items import repository
from services.sharing.items.sight import looking

Body = Mapping[str, Any]
REVIEW: Final = timedelta(days=3652)
"""When a label that leaves is to be looked at again: ten years after it was made."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS: Final = {"heading": "h2", "bullet": "li", "quote": "blockquote"}


class PageKind(StrEnum):
    """The kinds of file: a page to print, plain text with its marks, and XML with labels bound to its parts
    (STANAG 4778).
    """

    HTML = "html"
    TEXT = "txt"
    XML = "xml"


MEDIA_TYPES: Final[Mapping[PageKind, str]] = {
    PageKind.HTML: "text/html; charset=utf-8",
    PageKind.TEXT: "text/plain; charset=utf-8",
    PageKind.XML: "application/xml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves: the shell, its portions, their labels, the label of the whole, and how many portions that
    the reader sees stay behind.
    """

    shell: Body
    title: Label
    portions: Sequence[tuple[Body, Label]]
    whole: Label
    kept: int


async def leaving(unit: Unit, item_id: UUID) -> Leaving:
    """What of an item its reader may take along; 404 where even the title may not leave, or is hidden.

    422 ``roll_up_refused`` where nobody could read the whole.
    """
    await looking(unit)
    seen = len(await repository.portions_json(unit, item_id))
    await unit.only_for(Action.EXPORT)
    shell = await repository.item_json(unit, item_id)
    if shell is None:
        raise NOT_FOUND()
    bodies = await repository.portions_json(unit, item_id)
    title = await unit.label(shell["label_id"])
    portions = [(body, await unit.label(body["mark_id"])) for body in bodies]
    whole = require_together([title, *(label for _, label in portions)], unit, "/path").label
    unit.exported("item", [item_id])
    unit.exported("portion", [body["id"] for body in bodies])
    return Leaving(shell, title, portions, whole, seen - len(bodies))


def written(unit: Unit, found: Leaving, kind: PageKind) -> bytes:
    """The file."""
    maker = {PageKind.HTML: _html, PageKind.TEXT: _text, PageKind.XML: _xml}[kind]
    return maker(unit, found)


def _notices(found: Leaving) -> list[str]:
    if not found.kept:
        return [NOTICE]
    they = "1 paragraph stays" if found.kept == 1 else f"{found.kept} paragraphs stay"
    return [NOTICE, f"{they} behind: to be read, and not taken along."]


def _text(unit: Unit, found: Leaving) -> bytes:
    banner = label_view(found.whole, unit).banner
    lines = [banner, "", *_notices(found), ""]
    lines += [f"{label_view(found.title, unit).portion} {found.shell['title']}", found.shell["ref"], ""]
    for body, label in found.portions:
        before = {"bullet": "- ", "quote": "> "}.get(body["kind"], "")
        lines += [f"{'  ' * body['depth']}{label_view(label, unit).portion} {before}{body['text']}", ""]
    return "\n".join([*lines, banner, ""]).encode()


def _html(unit: Unit, found: Leaving) -> bytes:
    view = label_view(found.whole, unit)
    banner = (
        f'<p class="banner" style="background:{escape(view.colour)};color:{escape(view.text_colour)}">'
        f"{escape(view.banner)}</p>"
    )
    title = escape(found.shell["title"])
    parts = [f"<h1><span>{escape(label_view(found.title, unit).portion)}</span> {title}</h1>"]
    parts += [f"<p>{escape(notice)}</p>" for notice in _notices(found)]
    for body, label in found.portions:
        tag = _TAGS.get(body["kind"], "p")
        mark = escape(label_view(label, unit).portion)
        words = escape(body["text"]).replace("\n", "<br>")
        parts.append(f'<{tag} class="d{body["depth"]}"><span>{mark}</span> {words}</{tag}>')
    style = (
        "body{font:12pt serif;max-width:45em;margin:auto}"
        ".banner{text-align:center;font-weight:bold;padding:4px}"
        ".d1{margin-left:2em}.d2{margin-left:4em}.d3{margin-left:6em}span{font-weight:bold}"
    )
    language = escape(found.shell["language"])
    head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
    page = f'<!doctype html><html lang="{language}"><head>{head}</head><body>'
    return "\n".join([page, banner, *parts, banner, "</body></html>"]).encode()


def _xml(unit: Unit, found: Leaving) -> bytes:
    """The document with a binding of the whole, of the title and of each portion. 422 ``label_not_carried``
    where a label has no form there.
    """
    parts = [f'<title id="title">{_plain(found.shell["title"])}</title>']
    bound = [_bound(unit, found, found.whole, ""), _bound(unit, found, found.title, "#title")]
    for number, (body, label) in enumerate(found.portions, 1):
        kind = quoteattr(body["kind"])
        parts.append(
            f'<portion id="p{number}" kind={kind} depth="{body["depth"]}">{_plain(body["text"])}</portion>'
        )
        bound.append(_bound(unit, found, label, f"#p{number}"))
    shell = f"<item ref={quoteattr(found.shell['ref'])} xml:lang={quoteattr(found.shell['language'])}>"
    notices = "".join(f"<notice>{_plain(notice)}</notice>" for notice in _notices(found))
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n{shell}{"".join(parts)}{notices}</item>\n'
    try:
        return embed_bindings(document.encode(), bound)
    except StanagError as error:
        raise unprocessable("/query/format", "label_not_carried", str(error)) from error


def _bound(unit: Unit, found: Leaving, label: Label, address: str) -> Bound:
    policy = version_of(unit.database.permitted.context.policies, label.policy)
    if policy is None:
        raise unprocessable("/query/format", "label_not_carried", f"There is no policy {label.policy} here.")
    made = datetime.fromisoformat(found.shell["created_at"])  # of the item: the file is the same each time
    return Bound(Received(label, policy, made, made + REVIEW), (Part(address),))


def _plain(text: str) -> str:
    return xml_escape(_NOT_XML.sub("\ufffd", text))
