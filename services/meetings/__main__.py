"""``python -m services.meetings`` serves; ``python -m services.meetings openapi`` prints the document."""

from services.common.service_main import main
from services.meetings.app import build
from services.meetings.workers import handlers

if __name__ == "__main__":
    main("meetings", build, handlers=handlers)
