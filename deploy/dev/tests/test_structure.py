"""The rules about who may import whom cover everything that exists."""

import subprocess
import sys
import tomllib
from pathlib import Path

from deploy.dev.processes import SERVICES
from deploy.dev.state import CHECKOUT


def contracts() -> dict[str, dict]:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["name"]: contract for contract in settings["contracts"]}


def modules(folder: Path) -> set[str]:
    return {
        path.stem
        for path in folder.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem != "__init__"
    }


def test_the_releasability_core_may_import_no_module_of_the_plumbing_whichever_is_added() -> None:
    plumbing = modules(CHECKOUT / "services" / "common") - {"labels", "tests"}
    listed = contracts()["The releasability core knows nothing of ours"]["forbidden_modules"]
    assert {f"services.common.{name}" for name in plumbing} <= set(listed), (
        "add the new module to pyproject.toml"
    )


def test_every_service_is_under_the_rule_of_independence_and_in_the_table_of_processes() -> None:
    services = modules(CHECKOUT / "services") - {"common"}
    independent = set(contracts()["Services never import each other"]["modules"])
    assert {f"services.{name}" for name in services} == independent
    assert services == set(SERVICES)


def test_a_forbidden_import_is_found(tmp_path: Path) -> None:
    for name in ("services/one", "services/two"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "services" / "__init__.py").touch()
    (tmp_path / "services" / "one" / "__init__.py").write_text("import services.two\n")
    (tmp_path / ".importlinter").write_text(
        "[importlinter]\nroot_packages =\n    services\n\n[importlinter:contract:a]\nname = apart\n"
        "type = independence\nmodules =\n    services.one\n    services.two\n"
    )
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "services.one -> services.two" in done.stdout
