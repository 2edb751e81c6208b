"""The whole platform as `make run` starts it, asked as people and partners ask it."""

import re
import subprocess
import sys
from urllib.parse import urlsplit

import httpx
import pytest

from deploy.dev.identity.people import Person
from deploy.dev.platform import AlreadyRunning, Platform, demonstration_people, running_pid
from deploy.dev.processes import PROCESSES
from deploy.dev.shared_platform import RunningPlatform
from deploy.dev.state import CHECKOUT
from tests.waiting import until

pytestmark = pytest.mark.slow


def sign_in(client: httpx.Client, platform: RunningPlatform, person: str) -> None:
    to_provider = client.get(f"{platform.url}/auth/login?return=/").headers["location"]
    page = client.get(to_provider).text
    provider = urlsplit(to_provider)
    found = re.search(r'name="request" value="([^"]+)"', page)
    assert found, page
    chosen = {"request": found[1], "person": person}
    back = client.post(f"{provider.scheme}://{provider.netloc}/authorize", data=chosen)
    assert client.get(back.headers["location"]).status_code == 303


def test_every_process_answers_that_it_is_ready(platform: RunningPlatform) -> None:
    for process in PROCESSES:
        assert httpx.get(platform.service_url(process.name) + process.health).status_code == 200, process.name


def test_every_demonstration_person_signs_in_and_is_known_to_the_directory(platform: RunningPlatform) -> None:
    for person in demonstration_people():
        with httpx.Client(trust_env=False) as client:
            known = {"id": person.id, "name": person.name, "affiliation": person.affiliation}

            def is_known(client: httpx.Client = client, person: Person = person) -> bool:
                sign_in(client, platform, person.username)
                me = client.get(f"{platform.url}/api/v1/me").json()
                return {name: me.get(name) for name in known} == known  # noqa: B023 - over with the turn

            until(is_known)  # who was revoked by another test in this very second is let in in the next


def test_a_partners_system_asks_with_a_token_of_its_own(platform: RunningPlatform) -> None:
    form = {"grant_type": "client_credentials", "audience": "gateway"}
    client = ("partner.jts", platform.instance.secret("client-partner.jts"))
    token = httpx.post(platform.service_url("identity") + "/token", data=form, auth=client).json()[
        "access_token"
    ]
    answer = httpx.get(f"{platform.url}/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["roles"] == ["partner_system"]


def test_a_token_for_one_service_opens_no_other(platform: RunningPlatform) -> None:
    bearer = {"Authorization": f"Bearer {platform.token('us.head', 'meetings')}"}
    assert httpx.get(platform.service_url("meetings") + "/v1/forums", headers=bearer).status_code == 200
    refused = httpx.get(platform.service_url("directory") + "/v1/me", headers=bearer)
    assert (refused.status_code, refused.json()["type"]) == (401, "urn:entente:problem:token-audience")


def test_a_second_start_of_the_same_instance_is_refused_by_name(platform: RunningPlatform) -> None:
    pid = running_pid(platform.instance.state)
    assert pid
    with pytest.raises(AlreadyRunning, match=f"process {pid}"):
        Platform(platform.instance.state).start()


def test_a_token_is_printed_alone_and_an_unknown_person_is_named(tmp_path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "deploy.dev.run", *arguments]
        environment = {"ENTENTE_STATE": str(tmp_path / "state"), "PATH": "/usr/bin:/bin"}
        return subprocess.run(
            command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
        )

    printed = run("token", "us.head")
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", printed.stdout), printed.stderr
    refused = run("token", "nobody")
    assert refused.returncode == 1
    assert "us.secretary" in refused.stderr
