"""``python -m services.sharing`` serves; ``python -m services.sharing openapi`` prints the document."""

from services.common.service_main import main
from services.sharing.app import build
from services.sharing.settings import SharingSettings
from services.sharing.workers import handlers

if __name__ == "__main__":
    main("sharing", build, SharingSettings, handlers)
