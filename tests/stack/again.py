"""Tests of another module once more, over the fixtures of this folder."""

from types import ModuleType
from typing import Any


def again(module: ModuleType) -> dict[str, Any]:
    """Its tests and the fixtures that they tell their story on, in their order."""
    names = (name for name in vars(module) if name.startswith("test_") or name == "story")
    return {name: vars(module)[name] for name in names}
