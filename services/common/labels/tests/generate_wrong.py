"""Markings that are wrong: out of one that is right, one that breaks one rule of the grammar and no other.

A mutator makes of a marking the text of a wrong one, or nothing where the marking does not have what it
breaks. Which rule it breaks, ``WRONG`` says; conditions of a policy state their own (``Condition.wrong``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Final

from services.common.labels.marking import MAX_LENGTH, codes_order
from services.common.labels.policy import Policy, Profile
from services.common.labels.tests.generate_markings import Marked, marked, ways

Wrong = Callable[[Marked, Random], str | None]


def inner(one: Marked) -> str:
    """Without the parentheses of a portion mark."""
    return one.text[1:-1] if one.portion else one.text


def categories(one: Marked) -> tuple[str, list[str]]:
    """The heading, with what leads it, and the categories behind it."""
    text, lead = inner(one), one.profile.lead
    led = lead if lead and text.startswith(lead) else ""
    head, *rest = text.removeprefix(led).split("//")
    return led + head, rest


def level_name(one: Marked) -> str:
    """The classification as the marking writes it."""
    own = one.profile.holder in one.label.owner or not one.profile.holder
    level = (one.policy.level if own else one.policy.level_of_others)(one.label.level)
    return level.portion if one.portion else level.name


def sections(wrong: Wrong) -> Wrong:
    """For markings of categories alone."""
    return lambda one, rng: wrong(one, rng) if one.profile.style == "sections" else None


def context(wrong: Wrong) -> Wrong:
    """For markings of a context alone."""
    return lambda one, rng: wrong(one, rng) if one.profile.style == "context" else None


def bare(text: str) -> Wrong:
    """Something behind the heading of a context, where nothing stands."""

    def wrong(one: Marked, _: Random) -> str | None:
        label = one.label
        more = label.rel or label.only or label.restrictive or label.informative
        return None if more or label.owner != (one.profile.holder,) else inner(one) + text

    return context(wrong)


def released(text: str) -> Wrong:
    """A list of whom the holder's own is released to."""
    return lambda one, rng: bare(f" {one.profile.release} {text}")(one, rng)


def behind(text: str) -> Wrong:
    """Something more at the end."""
    return lambda one, _: inner(one) + text


def instead(find: str, put: str) -> Wrong:
    """One text in the place of another."""
    return lambda one, _: inner(one).replace(find, put, 1) if find in inner(one) else None


def in_category(begins: str, change: Callable[[str], str | None]) -> Wrong:
    """One category changed: the first that begins so."""

    def wrong(one: Marked, _: Random) -> str | None:
        head, rest = categories(one)
        place = next((number for number, text in enumerate(rest) if text.startswith(begins)), None)
        changed = None if place is None else change(rest[place])
        if place is None or changed is None:
            return None
        return "//".join([head, *rest[:place], changed, *rest[place + 1 :]])

    return wrong


def more(begins: str, text: str) -> Wrong:
    """A category with something behind it."""
    return in_category(begins, lambda category: category + text)


def plain(text: str, *owner: str) -> Wrong:
    """A category put behind the heading of a marking that has no other, and that owner."""

    def wrong(one: Marked, _: Random) -> str | None:
        head, rest = categories(one)
        if rest or one.label.level == 0 or (owner and one.label.owner != owner):
            return None
        return f"{head}//{text}"

    return wrong


def ours(text: str, portion: str = "") -> Wrong:
    """The same, on a page of the holder; a portion mark may need other words."""

    def wrong(one: Marked, rng: Random) -> str | None:
        if one.profile.holder != "USA":
            return None
        return plain(portion if portion and one.portion else text, "USA")(one, rng)

    return wrong


def _head_changed(change: Callable[[Marked, str], str | None]) -> Wrong:
    def wrong(one: Marked, _: Random) -> str | None:
        head, rest = categories(one)
        changed = change(one, head)
        return None if changed is None or changed == head else "//".join([changed, *rest])

    return wrong


def _after_level(one: Marked, head: str) -> str | None:
    return f"{head} MORE" if one.label.owner == (one.profile.holder,) else None


def _one_slash(one: Marked, _: Random) -> str | None:
    own = one.label.owner == (one.profile.holder,) and not inner(one).startswith("CUI")
    return inner(one).replace("//", "/", 1) if own and "//" in inner(one) else None


def _unled(one: Marked, _: Random) -> str | None:
    lead = one.profile.lead
    return inner(one).removeprefix(lead) if lead and inner(one).startswith(lead) else None


def _no_level(one: Marked, head: str) -> str:
    return head.replace(level_name(one), "QX")


def _level_of_others(one: Marked, head: str) -> str | None:
    """A level that only others have, where the holder is one of the owners."""
    joint = len(one.label.owner) > 1 and one.profile.holder in one.label.owner
    other = next(iter(one.policy.others), None)
    if not joint or other is None:
        return None
    return head.replace(f" {level_name(one)} ", f" {other.portion if one.portion else other.name} ")


def _foreign_more(one: Marked, head: str) -> str | None:
    several = len(one.label.owner) > 1 or one.label.owner == (one.profile.holder,)
    return None if several or one.label.owner[0] not in head else f"{head} MORE"


def _owners_turned(one: Marked, head: str) -> str | None:
    owners = codes_order(one.label.owner)
    if len(owners) < 2 or one.profile.loose or one.policy.heading_of(one.label.owner, one.label.level):
        return None
    return head.removesuffix(" ".join(owners)) + " ".join(reversed(owners))


def _one_owner(one: Marked, head: str) -> str | None:
    owners = codes_order(one.label.owner)
    if len(owners) < 2 or one.policy.heading_of(one.label.owner, one.label.level):
        return None
    return head.removesuffix(" ".join(owners[1:])).rstrip()


def _heading(one: Marked, head: str) -> str | None:
    """The plain form where an owner has a heading of its own."""
    found, name = one.policy.heading_of(one.label.owner, one.label.level), level_name(one)
    plain = f"{one.label.owner[0]} {name}"
    if found is None or len(found.owner) > 1 or plain == (found.portion if one.portion else found.banner):
        return None
    return f"{one.profile.lead}{plain}"


def _first_of_heading(one: Marked, head: str) -> str | None:
    """An owner's code that is none: the word with which a heading begins."""
    level = one.policy.level(3)
    return (
        f"{one.profile.lead}COSMIC {level.portion if one.portion else level.name}"
        if one.policy.headings
        else None
    )


def _on_controlled(text: str) -> Wrong:
    """Behind the mark of controlled information that has nothing else."""

    def wrong(one: Marked, _: Random) -> str | None:
        return f"CUI{text}" if one.label.level == 0 and one.policy.tagged("controlled") else None

    return wrong


def _swapped(one: Marked, rng: Random) -> str | None:
    head, rest = categories(one)
    if len(rest) < 2 or "CUI" in (head, *rest):
        return None
    return "//".join([head, *rest[:-2], rest[-1], rest[-2]])


def _listed(word: str, change: Callable[[list[str]], list[str] | None]) -> Wrong:
    """A list of codes behind a word of the profile, changed."""

    def wrong(one: Marked, _: Random) -> str | None:
        lead = f"{getattr(one.profile, word)} "
        at = inner(one).find(f"/{lead}")
        if lead == " " or at < 0:
            return None
        begin = at + 1 + len(lead)
        end = min((e for e in (inner(one).find("/", begin),) if e >= 0), default=len(inner(one)))
        codes = change(inner(one)[begin:end].split(", "))
        return None if codes is None else inner(one)[:begin] + ", ".join(codes) + inner(one)[end:]

    return wrong


def _turned(codes: list[str]) -> list[str] | None:
    """The last two change their places; the first, which may be the holder, stays."""
    return [*codes[:-2], codes[-1], codes[-2]] if len(codes) > 2 else None


def _portion_only(wrong: Wrong) -> Wrong:
    return lambda one, rng: wrong(one, rng) if one.portion else None


def _strict(wrong: Wrong) -> Wrong:
    """Where the profile is not loose in the order of words."""
    return lambda one, rng: None if one.profile.loose else wrong(one, rng)


def _usual(wrong: Wrong) -> Wrong:
    """Where words of dissemination stand in the order of the register, not of the CUI registry."""
    return lambda one, rng: None if one.profile.name == "cui" else wrong(one, rng)


def _closed(wrong: Wrong) -> Wrong:
    """Where the profile knows its control systems."""
    return lambda one, rng: wrong(one, rng) if one.profile.controls == "closed" else None


def _released_to_its_owner(one: Marked, rng: Random) -> str | None:
    owner = one.label.owner[0]
    several = len(one.label.owner) > 1 or (one.profile.holder and owner != one.profile.holder)
    return None if several else plain(f"{one.profile.release} {owner}")(one, rng)


def _words_turned(one: Marked, _: Random) -> str | None:
    head, rest = categories(one)
    for place, text in enumerate(rest):
        items = text.split("/")
        known = [one.policy.written(item, one.portion) for item in items]
        if len(items) > 1 and all(words and words[0].tag == "dissemination" for words in known):
            return "//".join([head, *rest[:place], "/".join(reversed(items)), *rest[place + 1 :]])
    return None


WRONG: Final[Mapping[str, tuple[Wrong, ...]]] = {
    "too_long": (lambda one, _: inner(one) + "A" * MAX_LENGTH,),
    "after_level": (sections(_head_changed(_after_level)), sections(_one_slash)),
    "lead_missing": (sections(_unled),),
    "level_unknown": (
        sections(_head_changed(_no_level)), sections(_head_changed(_level_of_others)),
        context(lambda one, _: "QX" + inner(one)),
    ),
    "owner_before_level": (sections(_head_changed(_foreign_more)),),
    "joint_owners": (sections(_head_changed(_owners_turned)), sections(_head_changed(_one_owner))),
    "heading": (_head_changed(_heading),),
    "category_empty": (sections(behind("//")),),
    "category_order": (sections(_swapped),),
    "codes_form": (
        _listed("release", lambda codes: [*codes[:-1], f"{codes[-1]},CAN"]),
        in_category("COI ", lambda _: "COI ALPHA/ALPHA"), in_category("COI ", lambda _: "COI  ALPHA"),
        in_category("COI ", lambda _: "COI ALPHA "),
    ),
    "codes_order": (_listed("release", _turned), in_category("COI ", lambda _: "COI BRAVO/ALPHA")),
    "release_begins": (_listed("release", lambda codes: codes[1:] if codes[0] == "USA" else None),),
    "release_owner": (
        lambda one, rng: None if one.profile.holder else plain("REL TO AUT, BEL")(one, rng),
    ),
    "release_alone": (
        sections(_released_to_its_owner),
    ),
    "display_reads": (
        ours("DISPLAY ONLY USA"), _usual(ours("REL TO USA, CAN/DISPLAY ONLY CAN")),
    ),
    "release_short": (_portion_only(ours("REL")),),
    "foreign_order": (ours("FGI GBR CAN//NOFORN", "FGI GBR CAN//NF"),),
    "foreign_holder": (ours("FGI CAN USA//NOFORN", "FGI CAN USA//NF"),),
    "control_form": (ours("SI-//NOFORN", "SI-//NF"),),
    "names_order": (_strict(ours("TK/SI//NOFORN", "TK/SI//NF")),),
    "program_form": (ours("SAR-//NOFORN", "SAR-//NF"),),
    "programs_many": (ours("SAR-A/B/C/D/E//NOFORN", "SAR-A/B/C/D/E//NF"),),
    "numbers": (ours("RD-SIGMA 12 2", "RD-SG 12 2"),),
    "atomic_form": (ours("RD-SIGMA", "RD-SG"),),
    "words_order": (
        _strict(sections(_words_turned)), _strict(ours("LES/EXDIS", "LES/XD")),
        _strict(ours("NOFORN//SBU/LES", "NF//SBU/LES")),
    ),
    "twice": (
        _on_controlled("//CUI"), _on_controlled("//PRVCY/PRVCY"),
        ours("ACCM-BAZ/BAZ"), ours("NOFORN/NOFORN", "NF/NF"),
        ours("REL TO USA, CAN/REL TO USA, GBR"), ours("FGI CAN//FGI DEU//NOFORN", "FGI CAN//FGI DEU//NF"),
        ours("SI/SI//NOFORN", "SI/SI//NF"), ours("NOFORN//LES/LES", "NF//LES/LES"),
        sections(lambda one, rng: plain("ATOMAL/ATOMAL")(one, rng) if one.label.owner == ("NATO",) else None),
        bare(" CRYPTO CRYPTO"), released("CAN, Canada"), released("NATO"),
    ),
    "word_unknown": (
        ours("NOFRON"), ours("REL TO USA, CAN/QQQQ"), ours("NOFORN//LES/QQQQ", "NF//LES/QQQQ"),
        ours("RD/QQQQ"), ours("ATOMAL/QQQQ"), _closed(ours("SI/QQQQ//NOFORN", "SI/QQQQ//NF")),
        ours("QQQQ,"), bare(" MORE"),
        context(lambda one, _: f"{inner(one)}/QQQQ" if one.label.informative else None),
    ),
    "label_dissem": (_usual(ours("NOFORN/RELIDO", "NF/RELIDO")), ours("ORCON/RELIDO", "OC/RELIDO")),
    "label_rel": (
        ours("NOFORN/REL TO USA, CAN", "NF/REL TO USA, CAN"),),
    "label_display_only": (_usual(ours("NOFORN/DISPLAY ONLY CAN", "NF/DISPLAY ONLY CAN")),),
    "label_coi": (
        lambda one, rng: plain("COI ?")(one, rng) if one.profile.community else None,
    ),
    "prefix": (
        lambda one, _: inner(one).removeprefix(f"{one.profile.prefix} ") if one.label.rel else None,
    ),
    "context_unknown": (context(lambda one, _: "NATO/NATO SECRET" if not one.portion else "NS/NATO"),),
    "code_unknown": (
        ours("REL TO USA, QQQ"), ours("FGI QQQ//NOFORN", "FGI QQQ//NF"), released("Jappan"),
        released("JAPAN"), released("TÜRKİYE"),
        released("CAN,POL"),
    ),
    "parentheses": (
        lambda one, _: f"({inner(one)}" if one.portion else one.text.join("()"),
        _portion_only(lambda one, _: f"{inner(one)})"),
    ),
    "owner_unknown": (sections(_head_changed(_first_of_heading)),),
    "controlled_head": (lambda one, rng: None if not one.policy.tagged("controlled") or one.label.level
                        else f"{'U' if one.portion else 'UNCLASSIFIED'}//CUI",),
    "controlled_unknown": (_on_controlled("//CTI//NOFORN"), _on_controlled("//PRVCY/QQQQ")),
    "controlled_order": (_on_controlled("//PRVCY/SP-CTI"),),
    "implied": (_on_controlled("//FED ONLY/FEDCON"),),
}  # fmt: skip


def _ways(rule: str) -> list[tuple[Policy, Profile]]:
    """Policies with categories parted by ``//`` and codes by comma; for a prefix those that write one."""
    known = ways()
    if rule == "prefix":
        return [one for one in known if one[1].prefix]
    return [one for one in known if (one[1].between, one[1].joined) == ("//", ", ")]


def wrong(rule: str, seed: int, each: int) -> Iterator[tuple[int, Marked, str]]:
    """Wrong markings by a rule: the number of the mutator, what it began with, and what it made. Every
    mutator makes so many, over all policies and profiles.
    """
    for number, mutate in enumerate(WRONG[rule]):
        rng, made, known = Random(seed), 0, _ways(rule)
        for turn in range(4000):
            one = marked(rng, *known[turn % len(known)])
            text = mutate(one, rng)
            if text is not None:
                yield number, one, text
                made += 1
            if made == each:
                break
        if not made:
            raise AssertionError(f"mutator {number} of {rule} finds nothing to break")
