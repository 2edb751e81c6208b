"""``python -m services.audit``: serve, print the OpenAPI document, or ``verify`` the ledger."""

import sys

from services.audit.app import build
from services.audit.ledger import verify
from services.audit.settings import AuditSettings
from services.audit.workers import handlers
from services.common.service_main import main

if __name__ == "__main__":
    if sys.argv[1:] == ["verify"]:
        sys.exit(verify.main())
    main("audit", build, AuditSettings, handlers)
