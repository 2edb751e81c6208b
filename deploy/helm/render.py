"""What the chart becomes for the example site. Helm makes it; without Helm it is seen whether it is stale."""

import hashlib
import subprocess
from pathlib import Path

HOME = Path(__file__).parent
CHART, SITE, RENDERED = HOME / "entente", HOME / "example.yaml", HOME / "rendered.yaml"
KUBERNETES = "1.31.0"
"""The version for which it is rendered; Chart.yaml says which ones it is for."""


def digest() -> str:
    """Of everything that the rendering follows from."""
    files = [SITE, *sorted(path for path in CHART.rglob("*") if path.is_file() and path.suffix != ".md")]
    found = hashlib.sha256()
    for path in files:
        found.update(path.relative_to(HOME).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def header() -> str:
    """The first line of what was rendered from the chart as it is now."""
    return f"# Made by `python -m deploy.helm` from chart and example {digest()[:16]}; never edited.\n"


def render(helm: str = "helm") -> str:
    """The chart for the example site; raises `subprocess.CalledProcessError` with what Helm says."""
    arguments = ["template", "entente", str(CHART), "--values", str(SITE), "--kube-version", KUBERNETES]
    done = subprocess.run([helm, *arguments], capture_output=True, text=True, check=True)
    return header() + done.stdout
