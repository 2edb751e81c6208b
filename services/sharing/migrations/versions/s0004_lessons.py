"""Lessons, the files they came in, their topics, and what is known here of the records of others.

Revision ID: s0004
Revises: s0003
"""

import json
from uuid import UUID

from alembic import op
from alembic.util import CommandError

from services.common.db.migration_ops import labelled, listed, versioned

revision = "s0004"
down_revision = "s0003"
branch_labels = None
depends_on = None

SERVICE = "sharing"

COMMON = """
    id uuid PRIMARY KEY,
    label_id integer NOT NULL REFERENCES security_label (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL,
"""

TABLES: dict[str, str] = {
    "lesson": """
        ref text NOT NULL UNIQUE, title text NOT NULL, language text NOT NULL, state text NOT NULL,
        reason text NOT NULL, observation text NOT NULL, discussion text NOT NULL, conclusion text NOT NULL,
        recommendation text NOT NULL, action text NOT NULL, action_nation text NOT NULL,
        action_office text NOT NULL, action_state text NOT NULL, due text, due_by date NOT NULL,
        validated_by text NOT NULL, validated_on text, validated_how text NOT NULL,
        source_nation text NOT NULL, source_exercise text NOT NULL, source_unit text NOT NULL,
        begins text, ends text, tool text NOT NULL, units text[] NOT NULL, capability_areas text[] NOT NULL,
        countries text[] NOT NULL, topics text[] NOT NULL, tags text[] NOT NULL, tag_keys text[] NOT NULL,
        area_keys text[] NOT NULL, unit_keys text[] NOT NULL, links jsonb NOT NULL, duplicate_of uuid,
        withdrawn boolean NOT NULL, import_id uuid, import_key text
    """,
    "lesson_import": """
        ref text NOT NULL UNIQUE, name text NOT NULL, source text NOT NULL, state text NOT NULL,
        mapping jsonb NOT NULL, header text[] NOT NULL, rows_read integer NOT NULL, made integer NOT NULL,
        same integer NOT NULL, refused integer NOT NULL, undone integer NOT NULL, messages jsonb NOT NULL,
        refusals jsonb NOT NULL
    """,
}
# Copies of what other services tell, each under the label that it came with.
KNOWN: dict[str, str] = {
    "known_activity": """
        id uuid PRIMARY KEY, ref text NOT NULL, title text NOT NULL, tool text NOT NULL, status text NOT NULL,
        lead text NOT NULL, hosts text[] NOT NULL, nations text[] NOT NULL, units jsonb NOT NULL,
        capability_areas text[] NOT NULL, unit_keys text[] NOT NULL, area_keys text[] NOT NULL,
        starts text, ends text, version bigint NOT NULL, told_at timestamptz NOT NULL
    """,
    "known_tasking": """
        id uuid NOT NULL, face text NOT NULL CHECK (face IN ('issued', 'substitute')), ref text NOT NULL,
        title text NOT NULL, version bigint NOT NULL, told_at timestamptz NOT NULL, PRIMARY KEY (id, face)
    """,
}
INDEXES = (
    "CREATE UNIQUE INDEX lesson_import_key ON lesson (import_key) WHERE import_key IS NOT NULL",
    "CREATE INDEX lesson_import_id ON lesson (import_id) WHERE import_id IS NOT NULL",
    "CREATE INDEX lesson_areas ON lesson USING gin (area_keys)",
    "CREATE INDEX lesson_units ON lesson USING gin (unit_keys)",
    "CREATE INDEX lesson_countries ON lesson USING gin (countries)",
    "CREATE INDEX known_activity_areas ON known_activity USING gin (area_keys)",
    "CREATE INDEX known_activity_units ON known_activity USING gin (unit_keys)",
    "CREATE INDEX known_activity_hosts ON known_activity USING gin (hosts)",
)
# Names of topics bear no label: they are a public list, of no record.
TOPICS = """
counter-IED: C-IED|counter improvised explosive device|IED|improvised explosive devices
aviation: air support|army aviation|rotary wing|helicopters
targeting: joint targeting|target development
information sharing: info sharing|intelligence sharing|releasability|foreign disclosure
liaison: liaison officers|LNO|LNOs|exchange officers|embeds
training assessment: assessment of training|training evaluation|evaluation
partner training: security force assistance|SFA|train advise assist|building partner capacity|BPC
boundaries: areas of responsibility|AOR|sector boundaries
host demand: demand|host nation request|absorptive capacity
strategic messaging: strategic communication|STRATCOM|public affairs|information operations
interoperability: interop
planning: campaign planning|combined planning|OPP
rehearsals: rehearsal|rehearsal of concept|ROC drill
predeployment training: pre-deployment training|PDT|mission rehearsal
command and control: C2|mission command
communications: CIS|signals|networks|communications and information systems
intelligence: ISR|surveillance and reconnaissance
logistics: sustainment|supply|combat service support
movement: transport|mobility|strategic movement|reception staging onward movement|RSOM
medical: health support|medevac|casualty evacuation|CASEVAC
fires: artillery|joint fires|fire support
engineering: engineers|military engineering
force protection: FP|base defence
rules of engagement: ROE
caveats: national caveats|restrictions
languages: interpreters|translation|linguists
legal: legal authority|agreements|status of forces|SOFA
finance: funding|contracting|cost sharing
cyber: cyber defence|cyberspace
counter-UAS: C-UAS|counter drone|counter unmanned aircraft
CBRN: chemical biological radiological nuclear
explosive ordnance disposal: EOD|bomb disposal
civil-military cooperation: CIMIC|civil affairs
special operations: SOF|special forces
humanitarian assistance: disaster relief|HADR
detention: detainees|detainee operations
governance: rule of law|institution building
personnel: manning|staffing|human resources
standardisation: STANAG|standards|ABCANZ
exercise design: exercise planning|scenario design|white cell
"""


def upgrade() -> None:
    """Make the tables, their versions and indexes, and the list of topics."""
    for table, columns in TABLES.items():
        op.execute(f"CREATE TABLE {table} ({COMMON} {columns})")
        versioned(op, table)
    for table, columns in KNOWN.items():
        op.execute(
            f"CREATE TABLE {table} (label_id integer NOT NULL REFERENCES security_label (id), {columns})"
        )
    for sort in ("created_at", "title", "due_by"):
        listed(op, "lesson", sort)
    listed(op, "lesson_import", "created_at")
    for statement in INDEXES:
        op.execute(statement)
    for table in TABLES:
        labelled(op, table, SERVICE)
        labelled(op, f"{table}_version", SERVICE, search=False)
    for table in KNOWN:
        labelled(op, table, SERVICE, search=False, counted=False)
    _topics()


def _topics() -> None:
    op.execute(
        "CREATE TABLE lesson_topic (id uuid PRIMARY KEY, name text NOT NULL UNIQUE, synonyms text[] NOT NULL)"
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON lesson_topic TO {SERVICE}_app")
    rows = []
    for number, line in enumerate(TOPICS.strip().splitlines(), 1):
        name, _, synonyms = line.partition(": ")
        topic_id = UUID(int=0x01930000_0000_7000_8000_000000001E00 + number)
        rows.append({"id": str(topic_id), "name": name, "synonyms": synonyms.split("|") if synonyms else []})
    text = json.dumps(rows).replace("'", "''").replace(":", "\\:")
    op.execute(
        "INSERT INTO lesson_topic (id, name, synonyms) SELECT (r->>'id')\\:\\:uuid, r->>'name',"
        " ARRAY(SELECT jsonb_array_elements_text(r->'synonyms'))"
        f" FROM jsonb_array_elements('{text}'\\:\\:jsonb) AS r"
    )


def downgrade() -> None:
    """Not offered: what was shared is never dropped."""
    raise CommandError("what was shared is never dropped")
