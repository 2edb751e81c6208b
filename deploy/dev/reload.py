"""`make dev`: restarts the processes whose files changed, and rebuilds the web client as its files change."""

import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from deploy.dev import web
from deploy.dev.children import Command, spawn, stop
from deploy.dev.platform import Platform
from deploy.dev.processes import Process
from deploy.dev.state import CHECKOUT

_WATCHED = {".py", ".yaml", ".xml", ".json"}
_IGNORED = {"tests", "web", "node_modules", "__pycache__", "scenario"}

Snapshot = dict[Path, int]


def snapshot(process: Process, checkout: Path = CHECKOUT) -> Snapshot:
    """The files that ``process`` runs on, with the time of their last change."""
    found: Snapshot = {}
    for source in process.sources:
        for path in (checkout / source).rglob("*"):
            inside = path.relative_to(checkout / source).parts
            if path.suffix in _WATCHED and not _IGNORED.intersection(inside[:-1]):
                try:
                    found[path] = path.stat().st_mtime_ns
                except FileNotFoundError:
                    continue  # an editor replaced it just now; the next look sees it
    return found


class Reloader:
    """Looks at the files every half second; polling works on every file system."""

    def __init__(self, platform: Platform, told: Callable[[str], None]) -> None:
        """Nothing is watched yet."""
        self._platform, self._told = platform, told
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="reloader", daemon=True)
        self._client: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to watch, and start the client's own watcher."""
        state = self._platform.state
        (web.DIST / ".stamp").unlink(missing_ok=True)  # from here on dist follows the files, not one build
        with (state.logs / "web.log").open("ab") as output:
            command = [str(web.node_folder() / "node"), "node_modules/vite/bin/vite.js", "build", "--watch"]
            self._client = spawn(Command(command, web.npm_environment(), web.WEB, output))
        self._thread.start()
        self._told(f"services and client follow changes of their files (client: {state.logs}/web.log)")

    def stop(self) -> None:
        """Watch no longer."""
        self._ended.set()
        if self._client:
            stop(self._client, signal.SIGTERM, seconds=2)
        if self._thread.is_alive():
            self._thread.join(5)

    def _watch(self) -> None:
        seen = {process.name: snapshot(process) for process in self._platform.house.processes}
        while not self._ended.wait(0.5):
            now = {process.name: snapshot(process) for process in self._platform.house.processes}
            if changed := [name for name, files in now.items() if files != seen[name]]:
                self._told(f"changed: {', '.join(changed)}; restarting")
                self._platform.supervisor.restart(changed)
            seen = now
