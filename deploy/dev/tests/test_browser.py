"""Which browser the browser tests drive."""

from pathlib import Path

import pytest

from deploy.dev.browser import chromium


def test_the_headless_shell_goes_before_a_browser_with_windows_and_a_named_one_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ENTENTE_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium() is None
    for name in ("google-chrome", "chromium", "chromium-headless-shell"):
        program = tmp_path / name
        program.touch(0o755)
        assert chromium() == str(program)
    monkeypatch.setenv("ENTENTE_CHROMIUM", "/opt/another")
    assert chromium() == "/opt/another"
