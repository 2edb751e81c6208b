"""Amounts as they are printed: with signs, in parentheses, with thousands, with a currency, with dates."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.registry.domain.imports.cells import STANDARD, Cell, Empties, text
from services.registry.domain.imports.dates import When, dates

SIGNS: Final = {
    "$": "USD",
    "US$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
}
MOST: Final = Decimal(10) ** 16 - 1
"""The highest amount that a record holds; what is above is none that anybody meant."""
_CODE: Final = "USD|GBP|EUR|JPY|AUD|CAD|NZD|CHF|NOK|SEK|DKK|PLN|FJD|NGN|IQD"
_NUMBER: Final = {
    ".": r"\d{1,3}(?:[,'\u00a0\u202f ]\d{3})+(?:\.\d+)?(?![\d/]|[.,]\d)|\d+(?:\.\d+)?(?![\d/]|[.,]\d)",
    ",": r"\d{1,3}(?:[.'\u00a0\u202f ]\d{3})+(?:,\d+)?(?![\d/]|[.,]\d)|\d+(?:,\d+)?(?![\d/]|[.,]\d)",
}
_TIMES: Final = {
    "K": 10**3, "THOUSAND": 10**3,
    "M": 10**6, "MM": 10**6, "MN": 10**6, "MIO": 10**6, "MILLION": 10**6,
    "BN": 10**9, "BILLION": 10**9,
}  # fmt: skip
"""What a word or letter after the number multiplies it by: ``$1.2M`` is no dollar and twenty."""
_SIGN: Final = r"(?:US\$|NZ\$|A\$|C\$|[$£€¥])"
_AMOUNT: Final = {
    decimal: re.compile(
        rf"(?P<open>\()?\s*(?P<minus>-)?\s*(?P<sign>{_SIGN}|\b(?:{_CODE})\b)?\s*(?P<minus2>-)?"
        rf"(?<![\d/.,])(?P<number>{number})(?!\s*[/-]\s*\d)\s*(?:(?P<times>{'|'.join(_TIMES)})\b\s*)?"
        rf"(?P<after>(?:{_SIGN}|(?:{_CODE})\b)(?!\s*\d))?\s*(?P<close>\))?",
        re.IGNORECASE,
    )
    for decimal, number in _NUMBER.items()
}
_DATE: Final = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_PLAIN: Final = re.compile(r"(\$?)([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})")
"""As most amounts are printed: nothing else has to be looked for in them."""
_HEAD_COIN: Final = re.compile(rf"{_SIGN}|(?<![A-Z])(?:{_CODE})(?=[KM]?(?![A-Z]))", re.IGNORECASE)
_HEAD_LETTER: Final = re.compile(
    rf"(?:{_SIGN}|(?<![A-Z])(?:{_CODE})|[(\[])\s*(?P<times>K|MM?|MN|MIO|BN)(?![A-Z0-9])", re.IGNORECASE
)
_HEAD_WORD: Final = re.compile(
    r"(?<![A-Z])(?P<times>THOUSAND|MILLION|BILLION)S?(?![A-Z])|(?<![\d.,])'?(?P<zeros>000)(?:'?S)?(?![A-Z0-9])",
    re.IGNORECASE,
)
TIMES: Final = (1, 10**3, 10**6, 10**9)
"""What the amounts of a whole column can be multiplied by."""
_ONLY_SIGN: Final = re.compile(rf"{_SIGN}\Z")


@dataclass(slots=True)
class Money:
    """An amount, with its currency where the cell says it, and the dates that stood beside it."""

    amount: Decimal | None = None
    currency: str = ""
    dates: tuple[When, ...] = ()


def said_by(header: str) -> tuple[str, int]:
    """The currency that a column's name says its amounts are in ("" where none), and what they are multiplied
    by: "Cost (£k)" is in thousands of pounds.
    """
    coin = _HEAD_COIN.search(header)
    found = _HEAD_WORD.search(header) or _HEAD_LETTER.search(header)
    sign = coin.group().upper() if coin else ""
    return SIGNS.get(sign, sign), _TIMES.get((found["times"] or "K").upper(), 1) if found else 1


def money(
    raw: str, order: str = "mdy", decimal: str = ".", empties: Empties = STANDARD, times: int = 1
) -> Cell[Money]:
    """The amount of a cell. ``decimal`` is the sign before the fraction; ``times`` multiplies what does not
    say by itself that it is in thousands or millions.

    A currency's sign alone is no amount and no fault. Dates beside or instead of an amount are handed on
    and told (``cost_is_date`` where no amount is left).
    """
    value = text(raw, empties).value
    if not value or _ONLY_SIGN.match(value):
        return Cell(Money())
    if decimal == "." and (plain := _PLAIN.fullmatch(value)):  # below MOST
        amount = Decimal(plain[2].replace(",", "")) * times
        if times == 1 or amount <= MOST:
            return Cell(Money(amount, SIGNS["$"] if plain[1] else ""))
    beside: tuple[When, ...] = ()
    issues: list[str] = []
    if _DATE.search(value):
        read = dates(" ".join(_DATE.findall(value)), order, empties)
        beside, value = read.value, _DATE.sub(" ", value).strip()
        issues += read.issues
        if not value or _ONLY_SIGN.match(value):
            return Cell(Money(None, "", beside), ("cost_is_date", *issues))
    found = list(_AMOUNT[decimal].finditer(value))
    signed = [one for one in found if one["sign"] or one["after"]]
    chosen = (signed or found)[:1]
    made = _made(chosen[0], decimal, beside, times) if chosen else Money()
    if made.amount is None or abs(made.amount) > MOST:
        return Cell(Money(None, "", beside), (*issues, "cost_unreadable"))
    if len(signed or found) > 1:
        issues.append("two_amounts")
    return Cell(made, tuple(issues))


def _made(match: re.Match[str], decimal: str, beside: tuple[When, ...], times: int) -> Money:
    digits = re.sub(rf"[^\d{re.escape(decimal)}]", "", match["number"]).replace(decimal, ".")
    amount = Decimal(digits) * _TIMES.get((match["times"] or "").upper(), times)
    negative = bool(match["minus"] or match["minus2"] or (match["open"] and match["close"]))
    sign = (match["sign"] or match["after"] or "").upper()
    return Money(-amount if negative else amount, SIGNS.get(sign, sign), beside)
