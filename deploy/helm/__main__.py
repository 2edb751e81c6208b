"""``python -m deploy.helm``: render the chart for the example site into ``rendered.yaml``. Needs Helm."""

import shutil
import sys

from deploy.helm.render import RENDERED, render

if __name__ == "__main__":
    if (helm := shutil.which("helm")) is None:
        print("helm is not installed", file=sys.stderr)
        sys.exit(1)
    RENDERED.write_text(render(helm), encoding="utf-8")
    print(RENDERED)
