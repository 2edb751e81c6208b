"""``python -m deploy.keycloak apply``: make the realm as it should be; ``plan``: say what is not (exit 1)."""

import sys

from keycloak.exceptions import KeycloakError
from pydantic import ValidationError

from deploy.keycloak.settings import KeycloakSettings, realm_of


def main(arguments: list[str]) -> int:
    """0: nothing differs (any more); 1: something does (plan); 2: it could not be found out or done."""
    if arguments not in (["apply"], ["plan"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        count = run(KeycloakSettings(), apply=arguments == ["apply"])
    except (ValidationError, KeycloakError, OSError, KeyError) as error:
        print(f"keycloak: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    print(f"{count} difference{'' if count == 1 else 's'}{' mended' if arguments == ['apply'] else ''}")
    return 0 if arguments == ["apply"] or count == 0 else 1


def run(settings: KeycloakSettings, *, apply: bool) -> int:
    """Print each difference, mend it if ``apply``; returns how many changes there were."""
    count = 0
    for change in realm_of(settings).changes():
        count += 1
        print("\n".join(f"{change.what}: {why}" for why in change.why), flush=True)
        if apply:
            change.do()
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
