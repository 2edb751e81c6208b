"""Releasability labels: the value, its policy and groups, the decision, the mask, roll-up and markings.

Pure functions and values; only the readers of policy files touch a disc. The rules are those of ``LABELS``.
"""

from services.common.labels.audience import Audience, audience
from services.common.labels.decide import Action, Context, Decision, decide, default_context
from services.common.labels.groups import Group, Groups, Membership, default_groups
from services.common.labels.marking import MarkingError
from services.common.labels.mask import PermittedSet, PermittedSetExpired, permitted
from services.common.labels.model import (
    CONCEALED,
    MAX_LEVEL,
    NOFORN,
    ORCON,
    RELIDO,
    AccessLabel,
    Label,
    LabelError,
    Provenance,
)
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Level, Policy, PolicyError, newest_of, version_of
from services.common.labels.reasons import Step
from services.common.labels.render import banner, colour, portion_mark
from services.common.labels.rollup import RollUp, RollUpRefused, roll_up
from services.common.labels.spif import (
    default_policy,
    load_policies,
    load_policy,
    read_policy,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.sql import (
    FIND_LABEL,
    INTERN_LABEL,
    MASK_EXPRESSION,
    MASK_SETTING,
    SECURITY_LABEL_DDL,
    mask_expression,
    policy_ddl,
)
from services.common.labels.subject import DisclosureLetter, Reader
from services.common.labels.words import Readership, readable_by, readership

__all__ = [
    "CONCEALED",
    "FIND_LABEL",
    "INTERN_LABEL",
    "MASK_EXPRESSION",
    "MASK_SETTING",
    "MAX_LEVEL",
    "NOFORN",
    "ORCON",
    "RELIDO",
    "SECURITY_LABEL_DDL",
    "AccessLabel",
    "Action",
    "Audience",
    "Context",
    "Decision",
    "DisclosureLetter",
    "Group",
    "Groups",
    "Label",
    "LabelError",
    "Level",
    "MarkingError",
    "Membership",
    "PermittedSet",
    "PermittedSetExpired",
    "Policy",
    "PolicyError",
    "Provenance",
    "Reader",
    "Readership",
    "RollUp",
    "RollUpRefused",
    "Step",
    "audience",
    "banner",
    "colour",
    "decide",
    "default_context",
    "default_groups",
    "default_policy",
    "load_policies",
    "load_policy",
    "mask_expression",
    "newest_of",
    "parse_banner",
    "parse_portion",
    "permitted",
    "policy_ddl",
    "portion_mark",
    "read_policy",
    "readable_by",
    "readership",
    "roll_up",
    "shipped_policies",
    "shipped_policy",
    "version_of",
]
