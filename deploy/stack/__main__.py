"""``python -m deploy.stack VERB``: the verbs of `deploy.dev.run` on the real parts (`make stack`)."""

import sys

from deploy.dev.run import main
from deploy.stack.house import REAL

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], REAL))
