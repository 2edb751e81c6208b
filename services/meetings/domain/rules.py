"""The register of rules: a name, the sentence in words, and the one gate through which each is enforced."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of meetings and taskings; ``source`` names where it is written."""

    name: str
    sentence: str
    source: str = "ARCHITECTURE, meetings and taskings"


class Refused(Exception):
    """A transition that a rule forbids: the rule, a JSON pointer to the fault, the reason in words."""

    def __init__(self, rule: str, pointer: str, detail: str) -> None:
        super().__init__(f"{rule} at {pointer or '/'}: {detail}")
        self.rule = rule
        self.pointer = pointer
        self.detail = detail


_SENTENCES = {
    # who may act
    "post_in_forum": "Only a member nation's head of delegation, deputy or secretary records for a forum.",
    "own_nation_only": "A nation's stand is given by its own head or deputy, or by its own secretary.",
    "not_oneself": "Nobody appoints themselves or lengthens their own term.",
    "heads_appoint_heads": "A head or deputy is appointed by the own nation's administrator, head or deputy.",
    "secretary_needs_evidence": "A secretary records the own nation's stand only with evidence.",
    "withholding_says_why": "A nation that withholds its concurrence says why.",
    "member_nation": "Only a member nation has a stand, a report or a part in what its forum does.",
    # meetings
    "meeting_transition": "A meeting moves only along its states; minutes are agreed by concurrence alone.",
    "not_held_early": "A meeting is held on its day, not before.",
    "held_meeting": "Outcomes, decisions and taskings are recorded at a meeting that was held.",
    "agreed_minutes_locked": "Agreed minutes are locked; a correction is a visible new version.",
    "correction_reason": "A correction says why.",
    "current_version": "A nation concurs in the current version; what changed since is concurred in again.",
    "silence_absent_only": "Only a nation that was absent is asked by silence procedure.",
    "silence_is_heard": "Silence binds only a nation whose head or deputy stands in the forum to break it.",
    "silence_notice": "A silence procedure gives at least 24 hours of notice.",
    "silence_moves_later": "A deadline that runs only moves later: the notice that was given is kept.",
    # issue
    "one_addressing_forum": "A tasking, and guidance that names a forum, has exactly one addressing forum.",
    "due_required": "A tasking has a due date; by default the issuer's next meeting.",
    "not_in_past": "A due date does not lie in the past.",
    "common_member": "A forum tasks, and refers to, only a forum with which it shares a member.",
    "lead_is_member": "Lead and supporting nations are members of the addressing forum.",
    "words_required": "A record says something: title, text, reason or question are not empty.",
    # outcomes
    "stands_on_meeting": "A meeting leaves an outcome only for an item that stands on it.",
    "item_is_working": "Only an item that still waits for its forum gets an outcome from it.",
    "one_outcome": "A meeting leaves an item one outcome.",
    "deferred_to_named_meeting": "A deferral names a later meeting of the same forum, and its reason.",
    "returned_with_reason": "An item is returned with a reason.",
    "both_positions": "Agreeing to disagree keeps the position of every member nation.",
    "children_first": "A parent is answered only when its children are, or by an explicit decision.",
    "awaits_adjudication": "While an escalation is open the item that asks waits for its adjudication.",
    "structure_is_kept": "An outcome that made other records keeps its kind; its words can be amended.",
    "item_readers_read": (
        "What becomes of an item is read by each member of its forums that reads it, viewed by who views it."
    ),
    "substitute_reaches_readers": (
        "A substitute is read by each member of the item's forums that reads it, viewed by who views it."
    ),
    # delegation
    "delegate_downwards": "A forum delegates to its own subordinate forums.",
    "child_not_wider": "A child is never released wider than its parent.",
    "joint_owner_reads": "An amendment takes reading from no nation that owns the record with others.",
    "child_reaches_completers": "A child can be read by everyone who may complete its parent.",
    # back-brief
    "issuer_closes": "The issuing forum closes or reopens, at its back-brief.",
    "close_needs_answer": "Only what was answered or returned is closed or reopened.",
    "parent_reopened_first": "A child is reopened only while its parent is not answered or closed.",
    # escalation
    "escalation_authority": "A forum without a parent names an escalation authority of every member nation.",
    "escalation_kinds": "An escalation is deferred, taken further, returned or adjudicated; nothing else.",
    "adjudicated_above": "An escalation is adjudicated where it stands: by the forum or authorities it asks.",
    "no_withheld_adjudication": "What a nation withheld from is not adjudicated.",
    # forums
    "own_ancestor": "A forum cannot be its own ancestor.",
    "known": "What is named exists.",
}

RULES: dict[str, Rule] = {name: Rule(name, sentence) for name, sentence in _SENTENCES.items()}
"""Every rule that can refuse a transition, by name."""


def enforce(rule: str, holds: bool, pointer: str, detail: str = "") -> None:
    """Refuse unless the rule holds. ``pointer`` names the field; ``detail`` defaults to the sentence."""
    if not holds:
        raise Refused(rule, pointer, detail or RULES[rule].sentence)
