"""``python -m services.common.tests.example``: the example as a process."""

from services.common.service_main import main
from services.common.tests.example.notes import build

if __name__ == "__main__":
    main("example", build)
