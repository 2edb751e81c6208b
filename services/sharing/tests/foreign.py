"""Foreign collections of lessons as tests make them: three layouts, with what goes wrong in the wild."""

import csv
import gzip
import io
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

import xlsxwriter

MANY = 2_000
_TOPICS = ("C-IED", "LNOs", "medevac", "Räumung", "logistics", "Führung")


@dataclass(frozen=True)
class Collection:
    """A file and what is in it: rows, those that must be refused by kind, those that stand twice."""

    name: str
    content: bytes
    rows: int
    refused: dict[str, int]
    twice: int
    first: dict[str, Any]

    def body(self, **more: Any) -> dict[str, Any]:
        """What is sent of it."""
        packed = self.content if self.name.endswith("xlsx") else gzip.compress(self.content)
        return {"name": self.name, "source": "Lessons portal", "content": b64encode(packed).decode(), **more}


def semicolons() -> Collection:
    """An export of a Western European office: cp1252, semicolons, bare CR, markup, topics by commas."""
    head = [
        "Observation ID",
        "Subject",
        "What happened",
        "So what",
        "Keywords",
        "Date of observation",
        "Nation",
    ]
    lines = [head]
    for n in range(1, MANY + 1):
        text = f"<p>Beobachtung {n}: Kr&auml;fte &amp; Mittel trafen <b>sp\u00e4t</b> ein \u2013 5 < 10.</p>"
        when = f"{2000 + n % 20}/{2001 + n % 20}"
        lines.append([f"OBS-{n:05}", f"Lage {n}", text, "Fr\u00fcher planen", _tags(n), when, "GBR"])
    lines[10][0] = "OBS-00001"  # its number was used before
    lines[20] = ["OBS-00020", "", "", "", "", "", ""]
    lines[30].append("one cell too many")
    lines[40] = lines[39]
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r").writerows(lines)
    first = {
        "title": "Lage 1", "begins": "2001", "ends": "2002", "topics": ["liaison"], "tags": ["R\u00e4umung"],
        "observation": "Beobachtung 1: Kr\u00e4fte & Mittel trafen sp\u00e4t ein \u2013 5 < 10.",
        "state": "identified", "conclusion": "Fr\u00fcher planen", "source_nation": "GBR",
    }  # fmt: skip
    refused = {"said_otherwise": 1, "nothing_said": 1, "too_many_cells": 1}
    return Collection("portal.csv", file.getvalue().encode("cp1252"), MANY, refused, 1, first)


def wide() -> Collection:
    """An export in UTF-16 with tabs, two titles above the names, no numbers of its own, dates day first."""
    lines = [
        "Lessons 2019 to 2023",
        "",
        "Headline\tDescription\tRecommended action\tThemes\tWhen\tCountry of origin\tMarking",
    ]
    for n in range(1, MANY + 1):
        when = f"{n % 28 + 1:02}/{n % 12 + 1:02}/2021"
        mark = "RESTRICTED" if n % 2 else "OPEN"
        lines.append(
            f"Point {n}\tSeen {n} — naïve &lt;br&gt;plan\tDo {n}\t{_tags(n)}\t{when}\tCanada\t{mark}"
        )
    lines[12] = lines[12].rsplit("\t", 1)[0] + "\tTOP SECRET UMBRA"
    first = {
        "title": "Point 1", "begins": "2021-02-02", "tags": ["R\u00e4umung"], "source_nation": "CAN",
        "observation": "Seen 1 \u2014 na\u00efve\nplan", "recommendation": "Do 1",
    }  # fmt: skip
    return Collection("wide.txt", "\r\n".join(lines).encode("utf-16"), MANY, {"label_unknown": 1}, 0, first)


def workbook() -> Collection:
    """A workbook without a word that a program knows above its columns: guessed by what stands in them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Export")
        sheet.write_row(0, 0, ["Spalte A", "Spalte B", "Spalte C", "Spalte D", "Spalte E"])
        for n in range(1, MANY + 1):
            words = f"On day {n} the convoy waited for its escort: nobody had told it of the new time."
            sheet.write_row(
                n, 0, [f"K{n:06}", f"Convoy without escort, case {n}", words, 2018 + n % 4, "Australia"]
            )
    first = {"title": "Convoy without escort, case 1", "begins": "2019", "source_nation": "AUS"}
    return Collection("export.xlsx", file.getvalue(), MANY, {}, 0, first)


def _tags(n: int) -> str:
    return f"{_TOPICS[n % 6]}, {_TOPICS[(n + 2) % 6]}"
