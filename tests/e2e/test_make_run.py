"""`make run` as a whole, from copies of this checkout: as a new user starts, stops and starts it again."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from deploy.dev.binaries import unprivileged_account
from deploy.dev.children import Account
from deploy.dev.platform import demonstration_people
from tests.e2e.checkouts import Checkout

pytestmark = pytest.mark.slow
FORUM = {
    "key": "first-record",
    "name": "First record (fictional)",
    "kind": "working_group",
    "rank": 3,
    "nations": ["USA", "GBR"],
    "escalation_authority": {"USA": "Director", "GBR": "Director"},
}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Checkout, Checkout]]:
    """Two copies of the checkout, each below a folder of mode 0700."""
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(Checkout(tmp_path / name))
        made[-1].without_demonstration()
    yield made[0], made[1]
    for one in made:
        one.delete()


def record(checkout: Checkout, address: str) -> str:
    """Found a forum as the American administrator; its id."""
    with checkout.client(address, "us.admin") as client:
        answer = client.post("/api/v1/forums", json=FORUM, headers={"Idempotency-Key": "first"})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


def is_kept(checkout: Checkout, address: str, forum: str) -> bool:
    with checkout.client(address, "uk.secretary") as client:
        answer = client.get(f"/api/v1/forums/{forum}")
        return answer.status_code == 200 and answer.json()["name"] == FORUM["name"]


def sign_in(browser: httpx.Client, address: str) -> set[str]:
    """Sign in at an address as the printed page asks; the names of the cookies that this added."""
    before = set(browser.cookies)
    to_provider = browser.get(f"{address}/auth/login?return=/").headers["location"]
    found = re.search(r'name="request" value="([^"]+)"', browser.get(to_provider).text)
    assert found
    page = str(httpx.URL(to_provider).copy_with(query=None))
    back = browser.post(page, data={"request": found[1], "person": "us.secretary"}).headers["location"]
    assert browser.get(back).status_code == 303
    return set(browser.cookies) - before


def test_two_checkouts_run_at_once_in_one_browser_and_each_keeps_its_data(
    two: tuple[Checkout, Checkout],
) -> None:
    one, other = two
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(Checkout.start, two)
    assert first != second
    for person in demonstration_people():
        assert person.username in one.said and person.name in one.said
    forum = record(one, first)
    assert not is_kept(other, second, forum)
    with httpx.Client(timeout=30) as browser:
        assert sign_in(browser, first).isdisjoint(sign_in(browser, second))
        for address in (first, second):
            assert browser.get(f"{address}/api/v1/me").json()["affiliation"] == "USA"
    one.stop()
    assert httpx.get(f"{second}/readyz").status_code == 200
    again = one.start()
    assert again == first
    assert is_kept(one, again, forum)
    one.stop()
    other.stop()


@pytest.fixture
def somebody() -> Account:
    """An ordinary user of this machine who can start what Entente runs on."""
    if os.geteuid() != 0:
        pytest.skip("the tests run as an ordinary user already: the test above is this one")
    account = unprivileged_account(Path("none"))
    assert account is not None
    return account


@pytest.fixture
def theirs(somebody: Account) -> Iterator[Checkout]:
    """A copy that belongs to an ordinary user, in a folder that nobody else enters."""
    home = Path(tempfile.mkdtemp(prefix="entente-user-", dir="/var/tmp"))
    made = Checkout(home, somebody)
    made.without_demonstration()
    yield made
    made.delete()


def test_an_ordinary_user_runs_it_below_a_folder_of_mode_0700(theirs: Checkout, somebody: Account) -> None:
    python = theirs.folder / ".venv" / "bin" / "python"
    who = {"user": somebody.uid, "group": somebody.gid, "extra_groups": []}
    try:
        subprocess.run([python, "-c", "import psycopg"], check=True, capture_output=True, **who)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"{somebody.name} cannot reach an interpreter for the environment: {error}")
    assert shutil.which("make")
    address = theirs.start()
    forum = record(theirs, address)
    assert theirs.state.stat().st_uid == somebody.uid
    theirs.stop()
    assert is_kept(theirs, theirs.start(), forum)
    theirs.stop()
