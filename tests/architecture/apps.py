"""The apps of all services, built without being connected to anything."""

import importlib
import typing
from functools import lru_cache

from fastapi import FastAPI

from services.common.migrate import ROOT
from services.common.settings import ServiceSettings, placeholder, settings_class


def services() -> list[str]:
    """Every service: a folder of ``services`` with an app."""
    found = sorted(path.parent.name for path in (ROOT / "services").glob("*/app.py"))
    return [name for name in found if name != "common"]


@lru_cache(maxsize=16)
def app_of(service: str) -> FastAPI:
    """The app of a service, with settings that connect to nothing."""
    module = importlib.import_module(f"services.{service}.app")
    kind = typing.get_type_hints(module.build)["settings"]
    settings = placeholder(settings_class(service) if kind is ServiceSettings else kind)
    built: FastAPI = module.build(settings)
    return built
