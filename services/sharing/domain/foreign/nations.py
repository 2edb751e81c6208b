"""Nations by the names that collections give them."""

import re
from typing import Final

from services.sharing.domain.topics import fold

_NAMES: Final = """
USA: US|U.S.|U.S.A.|United States|United States of America|America
GBR: UK|U.K.|GB|United Kingdom|Great Britain|Britain
AUS: Australia|AS
CAN: Canada|CA
NZL: New Zealand|NZ
FRA: France|FR
DEU: Germany|DE|GER
ITA: Italy|IT
NLD: Netherlands|The Netherlands|NL|Holland
ESP: Spain|ES
POL: Poland|PL
JPN: Japan|JP
KOR: South Korea|Republic of Korea|KR|ROK
NOR: Norway|NO
SWE: Sweden|SE
DNK: Denmark|DK
FIN: Finland|FI
BEL: Belgium|BE
PRT: Portugal|PT
GRC: Greece|GR
TUR: Turkey|Türkiye|TR
CZE: Czechia|Czech Republic|CZ
ROU: Romania|RO
HUN: Hungary|HU
EST: Estonia|EE
LVA: Latvia|LV
LTU: Lithuania|LT
UKR: Ukraine|UA
IRQ: Iraq|IQ
AFG: Afghanistan|AF
SYR: Syria|SY
JOR: Jordan|JO
KEN: Kenya|KE
NGA: Nigeria|NG
SOM: Somalia|SO
PHL: Philippines|The Philippines|PH
IDN: Indonesia|ID
MYS: Malaysia|MY
IND: India|IN
KWT: Kuwait|KW
QAT: Qatar|QA
"""
_BY_NAME: Final = {
    fold(name): code
    for line in _NAMES.strip().splitlines()
    for code, _, names in [line.partition(": ")]
    for name in (code, *names.split("|"))
}


def nation_of(text: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of a nation by code or name; three capitals stand for themselves."""
    said = text.strip()
    return _BY_NAME.get(fold(said)) or (said if re.fullmatch(r"[A-Z]{3}", said) else None)
