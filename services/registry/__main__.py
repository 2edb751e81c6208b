"""``python -m services.registry`` serves; ``python -m services.registry openapi`` prints the document."""

from services.common.service_main import main
from services.registry.app import build
from services.registry.workers import handlers

if __name__ == "__main__":
    main("registry", build, handlers=handlers)
