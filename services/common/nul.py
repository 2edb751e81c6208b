"""Where a request holds a NUL, which PostgreSQL cannot keep in a text: named by JSON pointer."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import orjson
from fastapi import Request

from services.common.errors import FieldError, Problem, unprocessable_fields

NO_NUL: Final = "no_nul"
DETAIL: Final = "A text holds no character of the number zero."


async def no_nul(request: Request) -> Problem:
    """422 ``no_nul`` for every field of the request that holds one; its body was read before."""
    places = [f"/path/{name}" for name, value in request.path_params.items() if "\0" in str(value)]
    places += [f"/query/{name}" for name, value in request.query_params.multi_items() if "\0" in value]
    with suppress(orjson.JSONDecodeError):  # no JSON: the body holds no field
        places += within(orjson.loads(await request.body()), "")
    return unprocessable_fields(
        FieldError(pointer=one, rule=NO_NUL, detail=DETAIL) for one in dict.fromkeys(places or [""])
    )


def within(value: Any, at: str) -> Iterator[str]:
    """The pointers of the texts below ``at`` that hold one."""
    if isinstance(value, str):
        if "\0" in value:
            yield at
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from within(inner, f"{at}/{place}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if "\0" in name:
                yield at
            yield from within(inner, f"{at}/{name.replace('~', '~0').replace('/', '~1')}")
