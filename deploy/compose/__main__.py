"""``python3 -m deploy.compose secrets [FOLDER]``: make the secrets that `docker-compose.yml` mounts as files.

Needs nothing but Python. Can be repeated: what was made stays, what follows from it is written anew.
"""

import sys
from pathlib import Path

from deploy.compose.secrets import FOLDER, make

if __name__ == "__main__":
    if sys.argv[1:2] != ["secrets"] or len(sys.argv) > 3:
        print("usage: python3 -m deploy.compose secrets [FOLDER]", file=sys.stderr)
        sys.exit(2)
    folder = Path(sys.argv[2]) if len(sys.argv) == 3 else FOLDER
    print(f"{len(make(folder))} secrets in {folder} (readable by nobody but you and the containers)")
