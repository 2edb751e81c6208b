"""The ready mapping for the published reports on training of foreign forces, 1999 to 2021, as one CSV file.

Columns as Security Force Monitor extracted them. Each row is a course for one unit or one trainee; after each
programme of a country the report prints its total. ``row_no`` numbers the rows of the file.
"""

from typing import Final

from services.registry.domain.imports.dates import Years
from services.registry.domain.imports.mapping import Column, FileMapping, Identity, Options, Totals

HEADER: Final = (
    "row_no",
    "report_fy",
    "region",
    "country",
    "program",
    "course_title",
    "us_unit",
    "student_unit",
    "start_date",
    "end_date",
    "location",
    "quantity",
    "total_cost",
    "page_number",
    "source_file",
)
TOOLS_BY_PROGRAMME: Final = (
    ("*Section 1004*", "counternarcotics"),
    ("*Counter-Drug*", "counternarcotics"),
    ("*Narcotics*", "counternarcotics"),
    ("*INL*", "counternarcotics"),
    ("INCLE*", "counternarcotics"),
    ("*HMA*", "humanitarian"),
    ("*FHA*", "humanitarian"),
    ("*IMET*", "education"),
    ("*Regional Center*", "education"),
    ("*Center*", "education"),
    ("*CTFP*", "education"),
    ("*CTIWFP*", "education"),
    ("*Fellowship*", "education"),
    ("*PME*", "education"),
    ("*Service Academ*", "education"),
    ("*ALP *", "education"),
    ("*Aviation Leadership*", "education"),
    ("*Exchange*", "education"),
    ("*JCET*", "exercise"),
)
"""The tool of a programme by its name; every other one trains."""
FMTR: Final = FileMapping(
    columns=(
        Column("course_title", "title"),
        Column("program", "title"),
        Column("country", "host"),
        Column("program", "programme"),
        Column(
            "course_title",
            "tool",
            (("*JCET*", "exercise"), ("*EXERCISE*", "exercise"), ("*SUBJECT MATTER EXPERT EXCH*", "contact")),
            otherwise="",
        ),
        Column("program", "tool", TOOLS_BY_PROGRAMME, "training"),
        Column("program", "fiscal_year"),
        Column("report_fy", "fiscal_year"),
        Column("us_unit", "unit_lead"),
        Column("student_unit", "unit"),
        Column("start_date", "start"),
        Column("end_date", "end"),
        Column("location", "place"),
        Column("quantity", "people"),
        Column("total_cost", "cost"),
    ),
    constants={
        "lead": "USA",
        "currency": "USD",
        "status": "completed",
        "mode": "in_person",
        "cell": "engagement/current",
        "sponsor": "USA",
    },
    options=Options(
        date_order="mdy",
        years=Years(8, 2),
        country_aliases={
            "Korea": "KOR",
            "Bolivia INC": "BOL",
            "Yugoslavia": "",
            "Netherlands Antilles": "",
            "Netherlands Antilles (NE)": "",
            "Serbia and Montenegro": "",
            "Indochina": "",
        },
        cost_behind_unit=True,
        host_role="recipient",
    ),
    totals=Totals(
        "course_title",
        ("FY #### Program Totals", "Fiscal Year #### Program Totals"),
        ("report_fy", "country", "program"),
        {"people": "quantity", "cost": "total_cost"},
        bare=("course_title", "us_unit", "student_unit", "start_date", "end_date", "location"),
    ),
    identity=Identity("fmtr", "row_no"),
)
"""Report year, country and programme make a total's group. What no country is today stays unresolved."""
