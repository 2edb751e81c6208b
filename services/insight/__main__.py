"""``python -m services.insight``: serve the read models, print the OpenAPI document, or ``rebuild`` them."""

import sys

from services.common.service_main import main
from services.insight.app import build
from services.insight.rebuild import command
from services.insight.settings import InsightSettings
from services.insight.workers import handlers

if __name__ == "__main__":
    if sys.argv[1:] == ["rebuild"]:
        sys.exit(command.main())
    main("insight", build, InsightSettings, handlers)
