"""``python -m deploy.dev.scenario``: load people, forums and the story into a running instance, once."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import yaml
from fastapi import FastAPI
from joserfc.jwk import KeySet

from deploy.dev.identity.app import issue_token
from deploy.dev.identity.people import load_people
from deploy.dev.identity.settings import PEOPLE, IdentitySettings
from deploy.dev.identity.tokens import load_signer
from deploy.dev.scenario import others, us_uk
from deploy.dev.scenario.caveats import Caveats
from deploy.dev.scenario.information import Information
from deploy.dev.scenario.lessons import Lessons
from deploy.dev.scenario.registry import Registry
from deploy.dev.scenario.stage import Clock, Ledger, Stage, StepFailed
from deploy.dev.scenario.verbs import Story
from deploy.dev.state import CHECKOUT, open_state
from services.common.settings import ServiceSettings, load, settings_class
from services.common.tokens import FixedKeys
from services.meetings.app import build as meetings
from services.registry.app import build as registry
from services.sharing.app import build as sharing
from services.sharing.settings import SharingSettings

HERE = Path(__file__).parent


def main() -> int:
    """Load what is not loaded yet; say which step failed, if one did."""
    print("  people and organisations", flush=True)
    directory = [sys.executable, "-m", "services.directory", "load", str(PEOPLE)]
    if subprocess.run(directory, cwd=CHECKOUT, check=False).returncode != 0:
        return 1
    try:
        told = asyncio.run(_tell())
    except StepFailed as failed:
        print(f"  the story stopped: {failed}", file=sys.stderr, flush=True)
        return 1
    print(f"  {told} steps of the story told; all labels are fictional", flush=True)
    return 0


async def _tell() -> int:
    ledger = Ledger(open_state().root / "scenario.json")
    if ledger.complete:
        return 0
    clock = Clock(ledger.opening(datetime.now(UTC).date()))
    async with _stage("meetings", meetings, clock, ledger) as stage:
        await _acts(Story(stage, load_people(PEOPLE)))
        told = stage.told
    async with _stage("registry", registry, clock, ledger) as stage:
        people = load_people(PEOPLE)
        await Registry(stage, _read("activities.yaml"), lambda who: people.by_username(who).id).tell()
        print("  the registries of six nations", flush=True)
        told += stage.told
    async with _stage("sharing", sharing, clock, ledger, SharingSettings) as stage:
        await Caveats(stage, _read("caveats.yaml")).tell()
        await Information(stage, _read("information.yaml")).tell()
        await Lessons(stage, _read("lessons.yaml")).tell()
        print("  what the nations share", flush=True)
        told += stage.told
    ledger.close()
    return told


@asynccontextmanager
async def _stage(
    service: str,
    build: Callable[..., FastAPI],
    clock: Clock,
    ledger: Ledger,
    settings: type[ServiceSettings] | None = None,
) -> AsyncIterator[Stage]:
    """The stage on an application of a service that takes the clock of the story; ``settings``: where it
    has some of its own.
    """
    identity = IdentitySettings()
    app = build(load(settings or settings_class(service), role="api"), clock=clock)
    signer = load_signer(identity.key_file, identity.issuer)
    async with app.router.lifespan_context(app):
        app.state.authenticator.verifier.trust(FixedKeys(KeySet([signer.key])))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://scenario", timeout=60) as client:
            yield Stage(client, clock, ledger, lambda who: issue_token(identity, who, service))


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text())


async def _acts(story: Story) -> None:
    facts, ours = _read("facts.yaml"), _read("forums.yaml")
    story.stage.clock.set(-430)
    for fact in facts["forums"]:
        await story.found(fact, ours[fact["key"]], ours["administrators"])
    print("  forums and appointments", flush=True)
    await others.tell(story)
    print("  the year of the other forums", flush=True)
    await us_uk.tell(story)
    print("  the year of the U.S.-UK ladder", flush=True)


if __name__ == "__main__":
    sys.exit(main())
