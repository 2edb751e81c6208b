"""What a start says at the terminal."""

from pathlib import Path

from deploy.dev import run, web
from deploy.dev.house import EMBEDDED


def test_it_is_said_where_the_larger_data_sets_are_or_that_they_are_absent(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("ENTENTE_DATA", str(tmp_path))
    assert run.larger_data() == f"larger data sets (ENTENTE_DATA): {tmp_path}"
    monkeypatch.setenv("ENTENTE_DATA", str(tmp_path / "nothing"))
    assert f"absent at {tmp_path / 'nothing'}" in run.larger_data()


def test_every_start_says_it_before_anything_else(tmp_path: Path, monkeypatch, capsys) -> None:
    def built(_: object) -> None:
        raise web.BuildFailed("no further")

    monkeypatch.setenv("ENTENTE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ENTENTE_DATA", str(tmp_path / "nothing"))
    monkeypatch.setattr(web, "build", built)
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    assert run.run(EMBEDDED) == 1
    assert capsys.readouterr().out.startswith("  larger data sets (ENTENTE_DATA): absent at ")


def test_a_service_that_there_is_not_is_one_line_with_those_that_there_are(
    tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("ENTENTE_STATE", str(tmp_path / "state"))
    assert run.main(["exec", "insigt", "letters"]) == 1
    assert capsys.readouterr().err.startswith("there is no process 'insigt'; there are ")
