"""``python -m services.directory``: serve, print the API document, ``load`` files, ``revoke`` a person."""

import sys

from services.common.service_main import main
from services.directory import commands
from services.directory.app import build
from services.directory.workers import handlers

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in commands.VERBS:
        sys.exit(commands.main(sys.argv[1:]))
    main("directory", build, handlers=handlers)
