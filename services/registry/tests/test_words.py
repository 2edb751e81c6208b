"""Words are found before and after they are indexed; never by who may not read them, nor once gone."""

import psycopg
import pytest

from services.registry.activities.words import index_words
from services.registry.tests.conftest import AUS, UK, US, House, shared


def indexed(house: House) -> int:
    """Let the worker index what is due; how many rows of the queue that were."""
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        taken = 0
        while found := index_words(conn, most=1):
            taken += found
        return taken


async def found(house: House, person, words: str) -> list[str]:
    """The titles that a person finds by words."""
    return [one["title"] for one in (await house.get(person, "/v1/activities", q=words))["items"]]


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_label_that_narrows_hides_every_word_at_once_indexed_or_not(house: House, at_once):
    made = await house.activity(title="Harbour survey")
    assert indexed(house) == 1
    assert await found(house, UK, "harbour") == ["Harbour survey"]
    assert await found(house, AUS, "harbour") == []
    await house.act(US, made, "label", {"label": shared("USA")})
    if at_once:
        assert indexed(house) == 1
    assert await found(house, UK, "harbour") == []
    assert await found(house, US, "harbour") == ["Harbour survey"]


@pytest.mark.parametrize("at_once", [False, True])
async def test_what_the_search_page_asks_for_tells_another_nation_neither_titles_nor_a_number(house, at_once):
    async def asked(person) -> list[tuple[int, str | None, bytes]]:
        client = await house.as_(person)
        paths = ("activities?q=harbour&limit=10", "activities?q=harbour", "figures/statistics?q=harbour")
        answers = [await client.get(f"/v1/{path}") for path in paths]
        return [(answer.status_code, answer.headers.get("etag"), answer.content) for answer in answers]

    before = await asked(UK), await asked(AUS)
    for number in range(12):
        await house.activity(title=f"Harbour survey {number}", label=shared("USA"))
    if at_once:
        indexed(house)
    assert (await asked(UK), await asked(AUS)) == before
    assert (await house.get(US, "/v1/figures/statistics", q="harbour"))["n"] == 12


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_text_is_found_by_what_it_says_now_and_by_nothing_that_it_said(house: House, at_once):
    made = await house.activity(title="Harbour survey")
    indexed(house)
    await house.change(US, f"/v1/activities/{made['id']}", {"title": "Range survey"})
    if at_once:
        indexed(house)
    assert await found(house, US, "harbour") == []
    assert await found(house, US, "ranges") == ["Range survey"]


async def test_what_says_the_same_is_not_indexed_anew(house: House):
    made = await house.activity()
    assert (indexed(house), indexed(house)) == (1, 0)
    await house.change(US, f"/v1/activities/{made['id']}", {"people": 7})
    assert indexed(house) == 0


async def test_an_activity_under_no_label_or_in_no_series_is_refused_whoever_writes(house: House):
    made = await house.activity()
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        for column, value in (("label_id", 999_999), ("series_id", made["id"])):
            with pytest.raises(psycopg.errors.ForeignKeyViolation), conn.transaction():
                conn.execute(f"UPDATE activity SET {column} = %s".encode(), [value])
