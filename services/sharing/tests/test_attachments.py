"""Files of items: kept whole or not at all, and taken along by those alone whom their label lets."""

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg.rows import dict_row

from services.common.testing import Person
from services.sharing.attachments.store import Store
from services.sharing.attachments.sweep import forget_attempts
from services.sharing.tests.conftest import AUS, DEU, FRA, MOST, UK, US, House, shared

PDF = b"%PDF-1.7\n" + b"x" * 200_000


def zipped(entries: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


async def announced(house: House, item: Any, name: str, size: int, status: int = 201, **more: Any) -> Any:
    body = {"name": name, "size": size, **more}
    return await house.post(US, f"/v1/items/{item['id']}/attachments", body, status)


async def send(house: House, made: Any, content: Any, person: Person = US) -> httpx.Response:
    client = await house.as_(person)
    place = f"/v1/attachments/{made['id']}"
    tag = (await client.get(place)).headers.get("etag", '"none"')
    return await client.put(f"{place}/content", content=content, headers={"If-Match": tag})


async def attached(house: House, item: Any, name: str = "Plan.pdf", content: bytes = PDF, **more: Any) -> Any:
    made = await announced(house, item, name, len(content), **more)
    answer = await send(house, made, content)
    assert answer.status_code == 200, answer.text
    return answer.json()


def stored(tmp_path: Path) -> list[str]:
    return [path.name for path in (tmp_path / "store").rglob("*") if path.is_file()]


async def test_a_file_is_kept_whole_and_taken_along_by_who_reads_it(house: House):
    item = await house.item()
    made = await attached(house, item, "../Plan\u202e für März.pdf")
    assert (made["name"], made["media_type"], made["kept"]) == ("Plan für März.pdf", "application/pdf", True)
    for person in (US, UK):
        answer = await (await house.as_(person)).get(f"/v1/attachments/{made['id']}/content")
        assert answer.content == PDF and answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].startswith(
            "attachment; filename*=UTF-8''Plan%20f%C3%BCr"
        )
    again = await send(house, made, PDF)
    assert (again.status_code, again.json()["errors"][0]["rule"]) == (409, "kept_already")


async def test_a_hidden_file_answers_as_one_that_never_was(house: House):
    item = await house.item()
    made = await attached(house, item, label=shared("USA", "GBR"))
    listed = f"/v1/items/{item['id']}/attachments"
    assert (await house.get(AUS, listed))["items"] == []
    assert [one["name"] for one in (await house.get(UK, listed))["items"]] == ["Plan.pdf"]
    await house.get(FRA, listed, 404)
    client = await house.as_(AUS)
    for rest in ("", "/content"):
        hidden, never = [(await client.get(f"/v1/attachments/{one}{rest}")) for one in (made["id"], uuid4())]
        assert hidden.status_code == never.status_code == 404
        assert (
            hidden.json().keys() == never.json().keys() and hidden.json()["detail"] == never.json()["detail"]
        )
    assert (await send(house, made, PDF, AUS)).status_code == 404
    place = f"/v1/attachments/{made['id']}"
    await house.change(UK, place, {"withdrawn": True}, status=403)
    await house.change(US, place, {"withdrawn": True})
    await house.get(UK, f"{place}/content", 404)


async def test_what_is_only_shown_is_not_taken_along(house: House):
    item = await house.item(label=shared("USA", "GBR", "DEU"))
    made = await attached(house, item, label=shared("USA", "GBR", display_only=["DEU"]))
    [one] = (await house.get(DEU, f"/v1/items/{item['id']}/attachments"))["items"]
    assert one["may_take"] is False
    problem = await house.get(DEU, f"/v1/attachments/{made['id']}/content", 403)
    assert "display_only" in (problem["type"].rpartition(":")[2], *(one["rule"] for one in problem["errors"]))


async def test_a_narrower_item_takes_its_files_along(house: House):
    item = await house.item()
    made = await attached(house, item)
    place = f"/v1/items/{item['id']}"
    await house.change(US, f"{place}/label", {"label": shared("USA", "GBR")}, of=place, method="POST")
    await house.get(AUS, f"/v1/attachments/{made['id']}", 404)
    assert (await house.get(UK, f"/v1/attachments/{made['id']}"))["kept"] is True


@pytest.mark.parametrize(
    ("name", "rule"),
    [("run.exe", "file_type"), ("page.html", "file_type"), ("noending", "file_type"), ("...", "file_name")],
)
async def test_a_file_that_is_not_taken_is_refused_before_it_is_sent(house: House, name: str, rule: str):
    problem = await announced(house, await house.item(), name, 10, 422)
    assert (problem["errors"][0]["pointer"], problem["errors"][0]["rule"]) == ("/name", rule)


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
WRONG: tuple[tuple[str, bytes, str], ...] = (
    ("Plan.pdf", b"MZ\x90" + b"x" * 9000, "type_disagrees"),
    ("short.pdf", b"MZ", "type_disagrees"),
    ("list.csv", b"a,b\n" + b"\0" * 5000, "type_disagrees"),
    ("list.csv", PDF, "type_disagrees"),
    ("text.docx", zipped({"a.txt": b"a"}), "type_disagrees"),
    ("text.docx", b"PK\x03\x04" + b"x" * 5000, "type_disagrees"),
    ("text.docx", zipped(WORD | {"word/vbaProject.bin": b"x"}), "active_content"),
    ("names.zip", zipped({"a\u00e9.txt": b"a"}).replace("\u00e9".encode(), b"\xff\xfe"), "type_disagrees"),
    ("all.zip", zipped({"run.EXE": b"x"}), "active_content"),
    ("all.zip", zipped({"more.zip": b"x"}), "archive_in_archive"),
    ("bomb.zip", zipped({f"{number}.txt": b"\0" * 30_000_000 for number in range(2)}), "archive_too_large"),
)


@pytest.mark.parametrize(("name", "content", "rule"), WRONG, ids=[f"{one[0]}-{one[2]}" for one in WRONG])
async def test_a_file_that_is_not_what_it_says_leaves_nothing_behind(
    house: House, tmp_path: Path, name: str, content: bytes, rule: str
):
    made = await announced(house, await house.item(), name, len(content))
    answer = await send(house, made, content)
    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (422, rule)
    assert stored(tmp_path) == []
    assert (await house.get(US, f"/v1/attachments/{made['id']}"))["kept"] is False


async def test_more_or_fewer_bytes_than_announced_are_refused_and_a_cut_leaves_nothing(
    house: House, tmp_path: Path
):
    item = await house.item()
    made = await announced(house, item, "Plan.pdf", len(PDF))
    for content in (PDF + b"x", PDF[:-1]):
        answer = await send(house, made, content)
        assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (422, "file_size")

    async def cut() -> AsyncIterator[bytes]:
        yield PDF[:100_000]
        raise ConnectionError("cut")

    assert (await send(house, made, cut())).status_code == 500
    assert stored(tmp_path) == []
    problem = await announced(house, item, "Plan.pdf", MOST + 1, 422)
    assert problem["errors"][0]["rule"] == "file_size"
    assert (await send(house, made, b"x" * (MOST + 1))).status_code == 413
    assert (await send(house, made, PDF)).status_code == 200


async def test_what_a_crash_left_in_the_store_is_deleted(house: House, tmp_path: Path):
    kept = await attached(house, await house.item())
    store = house.app.state.store

    async def pieces() -> AsyncIterator[bytes]:
        yield b"left"

    await store.put("ab/ab12", pieces())
    await store.put("cd/cd34", pieces())
    with psycopg.connect(house.owner_dsn, row_factory=dict_row) as connection:
        connection.execute(
            "INSERT INTO attachment_attempt VALUES ('ab/ab12', now() - interval '2 days'), ('cd/cd34', now())"
        )
        for _ in range(2):
            forget_attempts(connection, store)
    assert "ab12" not in stored(tmp_path) and "cd34" in stored(tmp_path)
    answer = await (await house.as_(US)).get(f"/v1/attachments/{kept['id']}/content")
    assert answer.content == PDF


async def test_a_download_ends_with_the_right_to_read(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.sharing.attachments.content.LOOK_AGAIN", 1)
    made = await attached(house, await house.item())
    place = f"/v1/attachments/{made['id']}"
    sent: list[int] = []

    async def read(self: Store, name: str) -> AsyncIterator[bytes]:
        for number in range(3):
            if number == 1:
                await house.change(US, place, {"withdrawn": True})
            sent.append(number)
            yield PDF[:1000]

    monkeypatch.setattr(Store, "read", read)
    answer = await (await house.as_(UK)).get(f"{place}/content")
    assert (sent, answer.content) == ([0, 1], PDF[:1000])
