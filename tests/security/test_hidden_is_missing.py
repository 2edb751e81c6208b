"""A hidden record answers like one that does not exist: each operation and id, in path, query and body."""

import random

import pytest

from tests.security.conftest import OUTSIDER
from tests.security.walker import Seen, comparable, operations, request

MISSING = "01930000-0000-7fff-bfff-ffffffffffff"
MOST = 25  # hidden ids tried on each operation


@pytest.fixture(scope="session")
def hidden(insider: Seen, outsider: Seen) -> list[str]:
    """Ids of what the insider reads and the outsider does not."""
    found = sorted(insider.ids - outsider.ids)
    assert len(found) > 60, "the scenario has a ladder to hide"
    return found


def chosen(hidden: list[str]) -> list[str]:
    return random.Random(20).sample(hidden, min(MOST, len(hidden)))


def test_every_operation_answers_alike_for_hidden_and_missing(as_person, document, hidden) -> None:
    client, different = as_person(OUTSIDER), []
    for operation in operations(document):
        if not (operation.path_ids or operation.body):
            continue
        missing = comparable(request(client, document, operation, MISSING), MISSING)
        for one in chosen(hidden):
            found = comparable(request(client, document, operation, one), one)
            if found != missing:
                different.append((str(operation), one, found[:2], missing[:2]))
    assert different == []


def test_every_filter_answers_alike_for_hidden_and_missing(as_person, document, hidden) -> None:
    client, different = as_person(OUTSIDER), []
    filters = [(o, name) for o in operations(document) if o.method == "get" for name in o.query_ids]
    assert filters, "lists can be filtered by ids"
    for operation, name in filters:
        if operation.path_ids:
            continue
        missing = comparable(request(client, document, operation, MISSING, name), MISSING)
        for one in chosen(hidden):
            found = comparable(request(client, document, operation, one, name), one)
            if found != missing:
                different.append((f"{operation}?{name}", one, found[:2], missing[:2]))
    assert different == []


def test_nothing_of_the_hidden_ladder_stands_in_what_the_outsider_reads(insider, outsider) -> None:
    texts = "\n".join(outsider.answers.values())
    assert outsider.answers and outsider.ids, "the outsider has forums of their own"
    assert [r for r in insider.references - outsider.references if r in texts] == []
    assert "us-uk" not in texts and "U.S.-UK" not in texts


@pytest.mark.parametrize("person", ["nz.head", "ca.head", "fr.liaison", "pl.liaison", "platform.admin"])
def test_other_nations_find_no_word_of_it(as_person, document, insider, person) -> None:
    from tests.security.walker import crawl

    seen = crawl(as_person(person), document)
    texts = "\n".join(seen.answers.values())
    assert "U.S.-UK" not in texts
    assert "Guarantee that both divisions see one picture" in "\n".join(insider.answers.values())
    assert "Guarantee that both divisions see one picture" not in texts


def test_a_national_draft_reaches_no_other_nation(as_person, document, insider) -> None:
    from tests.security.walker import crawl

    draft = "Hold to the trial network"
    assert draft in "\n".join(insider.answers.values())
    for person in ("uk.secretary", "uk.head", "uk.embed", OUTSIDER):
        assert draft not in "\n".join(crawl(as_person(person), document).answers.values()), person
