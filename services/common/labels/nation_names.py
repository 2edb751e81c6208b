"""Short English names of nations by ISO 3166-1 code, for sentences that people read. No rule looks here."""

from typing import Final

_NAMES: Final = """
ALB Albania|ARE the United Arab Emirates|ARG Argentina|ARM Armenia|AUS Australia|AUT Austria
AZE Azerbaijan|BEL Belgium|BGR Bulgaria|BHR Bahrain|BIH Bosnia and Herzegovina|BRA Brazil|BRN Brunei
CAN Canada|CHE Switzerland|CHL Chile|COL Colombia|CYP Cyprus|CZE Czechia|DEU Germany|DNK Denmark
EGY Egypt|ESP Spain|EST Estonia|FIN Finland|FJI Fiji|FRA France|GBR the United Kingdom|GEO Georgia
GHA Ghana|GRC Greece|HRV Croatia|HUN Hungary|IDN Indonesia|IND India|IRL Ireland|IRQ Iraq|ISL Iceland
ISR Israel|ITA Italy|JOR Jordan|JPN Japan|KEN Kenya|KOR South Korea|KWT Kuwait|LKA Sri Lanka
LTU Lithuania|LUX Luxembourg|LVA Latvia|MAR Morocco|MDA Moldova|MDV the Maldives|MEX Mexico
MKD North Macedonia|MLT Malta|MNE Montenegro|MNG Mongolia|MYS Malaysia|NGA Nigeria|NLD the Netherlands
NOR Norway|NPL Nepal|NZL New Zealand|OMN Oman|PAK Pakistan|PER Peru|PHL the Philippines
PNG Papua New Guinea|POL Poland|PRT Portugal|QAT Qatar|ROU Romania|SAU Saudi Arabia|SEN Senegal
SGP Singapore|SLB Solomon Islands|SRB Serbia|SVK Slovakia|SVN Slovenia|SWE Sweden|THA Thailand
TLS Timor-Leste|TON Tonga|TUN Tunisia|TUR Türkiye|UKR Ukraine|USA the United States|VNM Vietnam
VUT Vanuatu|WSM Samoa|XKX Kosovo|ZAF South Africa
"""

NATION_NAMES: Final = {
    entry[:3]: entry[4:] for line in _NAMES.strip().splitlines() for entry in line.split("|")
}
"""Code to name; a code that is not here is shown as it is."""
