"""The generated code is what the definitions give now."""

from proto.generate import HERE, definitions, stale


def test_nothing_generated_is_stale() -> None:
    assert stale() == [], "run: python -m proto.generate"


def test_every_definition_lies_where_its_package_says() -> None:
    for name in definitions():
        package = name.rsplit("/", 1)[0].replace("/", ".")
        assert f"package {package};" in (HERE / name).read_text(encoding="utf-8")
