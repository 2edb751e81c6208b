"""A landed migration is edited by nobody: the list of digests finds it, and says what to do."""

import shutil
from pathlib import Path

import pytest

from deploy.dev import checks, generated, landed
from deploy.dev.generated import GENERATORS, Generator
from deploy.dev.landed import LIST, LandedChanged, landed_list
from deploy.dev.state import CHECKOUT
from services.common.migrate import newest_revision, versions_folder

FIRST = "services/meetings/migrations/versions/m0001_first.py"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of every listed migration, and of the list."""
    for line in (CHECKOUT / LIST).read_text("utf-8").splitlines()[1:]:
        file = tmp_path / line.split()[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / line.split()[1], file)
    (tmp_path / LIST).parent.mkdir(parents=True)
    shutil.copy(CHECKOUT / LIST, tmp_path / LIST)
    return tmp_path


def test_every_migration_of_this_checkout_is_listed_as_it_is() -> None:
    assert landed_list() == (CHECKOUT / LIST).read_text("utf-8")


@pytest.mark.parametrize("service", ["audit", "directory", "insight", "meetings", "registry", "gateway"])
def test_the_newest_migration_of_every_service_is_in_the_list(service: str) -> None:
    newest = newest_revision(versions_folder(service))
    assert newest is not None
    files = [
        file for file in versions_folder(service).glob("*.py") if f'"{newest}"' in file.read_text("utf-8")
    ]
    listed = (CHECKOUT / LIST).read_text("utf-8")
    assert any(str(file.relative_to(CHECKOUT)) in listed for file in files)


def test_a_new_one_is_added_and_no_line_changed(checkout: Path) -> None:
    before = landed_list(checkout)
    new = checkout / FIRST.replace("m0001_first", "m9999_new")
    new.write_text('revision = "m9999"\n')
    after = landed_list(checkout)
    assert set(before.splitlines()) < set(after.splitlines())
    assert "versions/m9999_new.py" in after


@pytest.mark.parametrize(
    ("done", "change"),
    [
        ("edited", lambda file: file.write_text(file.read_text() + "\n# a word more\n")),
        ("edited", lambda file: file.write_text(file.read_text().replace("NOT NULL", "", 1))),
        ("removed", lambda file: file.unlink()),
        ("removed", lambda file: file.rename(file.with_name("m0001_renamed.py"))),
    ],
)
def test_an_edited_or_removed_one_is_refused_with_what_to_do(checkout: Path, done: str, change) -> None:
    change(checkout / FIRST)
    with pytest.raises(LandedChanged) as refused:
        landed_list(checkout)
    assert str(refused.value).startswith(f"{FIRST} was {done} after it had landed")
    assert "new migration" in str(refused.value)


def test_other_statements_of_what_first_migrations_share_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landed, "shared_statements", lambda: ["CREATE TABLE another ()"])
    with pytest.raises(LandedChanged, match=r"services/common/db/migration_ops\.py was edited"):
        landed_list()


def test_check_and_generate_refuse_an_edited_one_and_leave_the_list_alone(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = (checkout / LIST).read_text()
    (checkout / FIRST).write_text("edited")
    (real,) = [one for one in GENERATORS if one.place == LIST]
    monkeypatch.setattr(generated, "landed_list", lambda: landed_list(checkout))
    monkeypatch.setattr(generated, "CHECKOUT", checkout)
    for module in (generated, checks):
        monkeypatch.setattr(module, "GENERATORS", (Generator(real.name, LIST, real.make, real.there),))
    assert [FIRST in found for found in generated.stale()] == [True]
    assert checks.generate() == 1
    assert f"{FIRST} was edited" in capsys.readouterr().err
    assert (checkout / LIST).read_text() == listed
