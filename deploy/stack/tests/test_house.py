"""What the verbs say of an instance that does not run."""

from pathlib import Path

import pytest

from deploy.dev.run import main
from deploy.stack.house import REAL


def test_a_token_of_what_does_not_run_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENTENTE_STATE", str(tmp_path / "state"))
    assert main(["token", "us.head"], REAL) == 1
    assert capsys.readouterr().err == "Keycloak does not answer: is `make stack` running here?\n"
