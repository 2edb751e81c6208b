"""The browser of the browser tests: Debian's Chromium, driven by Playwright.

Its headless shell where there is one: the same engine without the windows that nobody sees, for two thirds
of the work.
"""

import os
import shutil
import subprocess

_SHELL = "chromium-headless-shell"
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The installed Chromium, None where there is none. ``ENTENTE_CHROMIUM`` names another."""
    named = os.environ.get("ENTENTE_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def install_chromium() -> str:
    """Install it where that is possible (root, apt-get); returns why it could not be done, empty
    when it is there.
    """
    if chromium():
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return f"Chromium is not installed: as root `apt-get install {_SHELL}`"
    print("  installing Chromium for the browser tests", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "--no-install-recommends"]
    for command in (["update"], [*install, _SHELL], [*install, "chromium"]):
        done = subprocess.run(
            ["apt-get", "-q", *command], env=environment, capture_output=True, text=True, check=False
        )
        if chromium():
            return ""
    return f"apt-get could not install Chromium: {done.stderr.strip().splitlines()[-1:]}"
