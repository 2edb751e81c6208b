"""Loading: twice is once, a change is a version and an event, a wrong file says what is wrong."""

from pathlib import Path

from services.common.db import utc_now
from services.common.labels import default_groups
from services.common.migrate import differences
from services.directory.commands import load_files
from services.directory.loading.labels import known_to_partners
from services.directory.tests.conftest import FILE, MISSING_ID, UK_ID, House

COUNTS = """
SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM community_member),
    (SELECT count(*) FROM outbox)"""


async def test_loading_twice_changes_nothing(house: House, people_file: Path, capsys) -> None:
    before = house.rows(COUNTS)
    assert await load_files(house.settings, [people_file]) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert house.rows(COUNTS) == before
    assert house.rows("SELECT count(*) FROM person_version") == [(0,)]


async def test_a_change_is_a_new_version_and_one_event(house: House, people_file: Path, capsys) -> None:
    events = house.rows("SELECT count(*) FROM outbox")[0][0]
    people_file.write_text(FILE.replace("name: Fiona", "name: Fiona Aldersey"), encoding="utf-8")
    assert await load_files(house.settings, [people_file]) == 0
    assert "1 person" in capsys.readouterr().out
    assert house.rows(f"SELECT name, version FROM person WHERE id = '{UK_ID}'") == [("Fiona Aldersey", 2)]
    assert house.rows(f"SELECT body ->> 'name' FROM person_version WHERE id = '{UK_ID}'") == [("Fiona",)]
    assert house.rows("SELECT count(*) FROM outbox")[0][0] == events + 1


async def test_loading_announces_people_and_nations(house: House) -> None:
    topics = dict(house.rows("SELECT topic, count(*) FROM outbox GROUP BY 1"))
    assert topics["entente.directory.subject.v1"] == 5
    assert topics["entente.directory.nation.v1"] == house.rows("SELECT count(*) FROM nation")[0][0]


async def test_a_person_who_is_revoked_stays_so_when_loaded_again(house: House, people_file: Path) -> None:
    from services.directory.commands import revoke_named

    await revoke_named(house.settings, "uk.one", "")
    people_file.write_text(FILE.replace("name: Fiona", "name: F."), encoding="utf-8")
    await load_files(house.settings, [people_file])
    assert house.rows(f"SELECT not_before IS NOT NULL, name FROM person WHERE id = '{UK_ID}'") == [
        (True, "F.")
    ]


async def test_a_wrong_file_changes_nothing_and_says_what_is_wrong(
    house: House, tmp_path: Path, capsys
) -> None:
    before = house.rows(COUNTS)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(f"people: [{{id: {MISSING_ID}, username: x, name: y, affiliation: U.S.}}]")
    assert await load_files(house.settings, [wrong]) == 1
    assert await load_files(house.settings, [tmp_path / "none.yaml"]) == 1
    assert "affiliation" in capsys.readouterr().err
    assert house.rows(COUNTS) == before


def test_people_are_known_to_the_communities_of_their_nation_and_their_host() -> None:
    groups, now = default_groups(), utc_now()
    assert known_to_partners("USA", "USA", groups, now).rel == ("ABCANZ", "NATO")
    assert known_to_partners("AUS", "FRA", groups, now).rel == ("ABCANZ", "FRA")
    assert known_to_partners("JPN", "JPN", groups, now).rel == ()


def test_models_and_migrations_agree(fresh_database) -> None:
    from sqlalchemy import MetaData
    from sqlmodel import SQLModel

    import services.directory.models  # noqa: F401

    ours = {"nation", "community", "community_member", "organisation", "person", "attributes", "revocation"}
    own = MetaData()  # other services' models may be loaded in the same process
    for name in ours:
        SQLModel.metadata.tables[name].to_metadata(own)
    found = differences(fresh_database("directory").owner_dsn, own)
    assert [line for line in found if any(f"'{table}'" in line for table in ours)] == []
