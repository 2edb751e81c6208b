"""A date in three columns (first day, last day, precision): from what a field says, and back into JSON."""

from typing import Any

from services.common.dates import ImpreciseDate
from services.common.errors import unprocessable


def imprecise(text: str | None, pointer: str) -> ImpreciseDate:
    """The date that a field says; 422 ``no_such_date`` where there is none such."""
    try:
        return ImpreciseDate.parse(text)
    except ValueError as error:
        raise unprocessable(pointer, "no_such_date", "There is no such date.") from error


def dated(values: dict[str, Any], name: str, date: ImpreciseDate) -> None:
    """Puts a date into its three columns."""
    values |= {f"{name}_first": date.first(), f"{name}_last": date.last()}
    values[f"{name}_precision"] = date.precision.value


def date_sql(name: str) -> str:
    """SQL of the date in three columns of the row ``t``, as an `ImpreciseDate`."""
    cut = f"CASE t.{name}_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    return f"jsonb_build_object('value', left(t.{name}_first::text, {cut}), 'precision', t.{name}_precision)"
