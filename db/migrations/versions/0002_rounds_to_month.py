"""rounds, approvals, the whole visit, the month's proof and texts

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import coded, made

revision = "0002"
down_revision = "0001"


CONTENTS = ("value", "history", "supplement", "correction", "year", "action", "same_period")
ROLES = (
    "client",
    "contractor",
    "consultant",
    "surveyor",
    "designer",
    "subcontractor",
    "labour",
)
ANSWERS = ("pass", "fail", "not_applicable", "not_looked")
PARTS = ("practice", "problem", "plan", "coordination")
NEW = (
    "month_text",
    "month_correction",
    "visit_notice",
    "visit_enterprise_answer",
    "visit_origin",
    "visit_enterprise",
    "visit_correction",
    "approval_inspector",
    "template_cell",
    "planned_visit",
    "month_template",
)
COLUMNS = {
    "cache_search_head": ("position INTEGER DEFAULT 0 NOT NULL",),
    "hazard": (
        "national_no TEXT",
        "national_on DATE",
    ),
    "inspection_approval": (
        "title TEXT",
        "matter TEXT",
        "manner VARCHAR(32) CONSTRAINT ck_inspection_approval_visitmanner"
        " CHECK (manner IN ('open', 'unannounced', 'covert'))",
        "document TEXT",
        "assistants TEXT",
        "proposed_by TEXT",
        "proposed_on DATE",
        "reviewed_by TEXT",
        "reviewed_on DATE",
        "opinion TEXT",
        "reported_by TEXT",
        "happened_at TEXT",
        "in_system BOOLEAN",
        "system_note TEXT",
        "entered_on DATE",
    ),
    "interview": (
        "called_for DATE",
        "hour TEXT",
        "attendees TEXT",
        "points TEXT",
        "statement TEXT",
        "measures TEXT",
        "feedback_due DATE",
        "feedback_on DATE",
    ),
    "month": (
        "submitted_by TEXT",
        "submitted_how TEXT",
    ),
    "month_figure": (
        "last FLOAT",
        "supplement FLOAT",
        "supplement_ids {bytes}",
        "correction FLOAT",
        "correction_ids {bytes}",
        "action FLOAT",
    ),
    "paper": ("whole_site BOOLEAN",),
    "round": (
        "ground TEXT",
        "party_roles TEXT",
        "machine_kinds TEXT",
    ),
    "round_unit": ("left_reason TEXT",),
    "service": ("handed_at TEXT",),
    "training_record": (
        "hired_on DATE",
        "works_alone_from DATE",
        "score FLOAT",
        "passed BOOLEAN",
    ),
    "training_session": (
        "organiser TEXT",
        "lecturer TEXT",
    ),
    "visit": (
        "manner VARCHAR(32) CONSTRAINT ck_visit_visitmanner"
        " CHECK (manner IN ('open', 'unannounced', 'covert'))",
        "code_shown_at TEXT",
        "in_system BOOLEAN",
        "system_note TEXT",
        "statement TEXT",
        "told_on DATE",
    ),
    "visit_machine": ("remark TEXT",),
}


def upgrade():
    new_tables()
    server = op.get_bind().dialect.name == "postgresql"
    types = {"big": "BIGINT", "bytes": "BYTEA"} if server else {"big": "INTEGER", "bytes": "BLOB"}
    # Plain statements: a table made anew on SQLite would lose its checks.
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(**types)}")


def new_tables():
    day, number, text = sa.Date(), sa.Integer(), sa.Text()
    made(
        "month_template",
        ("name", text),
        ("sha256", text),
        ("suffix", text),
        ("added_on", day),
        ("used_from", number, True),
        unique=(("name",),),
    )
    made(
        "planned_visit",
        ("round_id", "round", True),
        ("project_id", "project"),
        ("planned_on", day),
        ("inspector_id", "inspector", True),
        ("partner_id", "inspector", True),
        ("remark", text, True),
        unique=(("project_id", "planned_on"),),
        indexed=("planned_on", "round_id"),
    )
    made(
        "template_cell",
        ("template_id", "month_template"),
        ("sheet", text),
        ("cell", text),
        ("code", text),
        ("content", coded("cellcontent", CONTENTS)),
        unique=(("template_id", "sheet", "cell"),),
    )
    made(
        "approval_inspector",
        ("approval_id", "inspection_approval"),
        ("inspector_id", "inspector"),
        ("position", number),
        unique=(("approval_id", "inspector_id"),),
        indexed=("inspector_id",),
    )
    made(
        "visit_correction",
        ("visit_id", "visit"),
        ("corrected_id", "visit"),
        ("reason", text),
        unique=(("corrected_id",), ("visit_id",)),
    )
    made(
        "visit_enterprise",
        ("visit_id", "visit"),
        ("enterprise_id", "enterprise"),
        ("role", coded("partyrole", ROLES)),
        unique=(("visit_id", "enterprise_id", "role"),),
        indexed=("enterprise_id",),
    )
    made(
        "visit_origin",
        ("visit_id", "visit"),
        ("guidance_id", "visit"),
        unique=(("visit_id",),),
        indexed=("guidance_id",),
    )
    made(
        "visit_enterprise_answer",
        ("visit_enterprise_id", "visit_enterprise"),
        ("item", text),
        ("value", coded("answervalue", ANSWERS)),
        ("remark", text, True),
        unique=(("visit_enterprise_id", "item"),),
    )
    made(
        "visit_notice",
        ("visit_id", "visit"),
        ("paper_id", "paper"),
        unique=(("visit_id",),),
        indexed=("paper_id",),
    )
    made(
        "month_correction",
        ("month_id", "month"),
        ("code", text),
        ("reason", text),
        unique=(("month_id", "code"),),
    )
    made(
        "month_text",
        ("month_id", "month"),
        ("field", number),
        ("part", coded("monthpart", PARTS)),
        ("text", text),
        unique=(("month_id", "field", "part"),),
    )
