"""``python -m services.insight``: serve the read models, or print the OpenAPI document."""

from services.common.service_main import main
from services.insight.app import build
from services.insight.settings import InsightSettings
from services.insight.workers import handlers

if __name__ == "__main__":
    main("insight", build, InsightSettings, handlers)
