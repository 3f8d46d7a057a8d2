"""rounds, approvals, the whole visit, the month's proof and texts

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


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
    op.create_table(
        "month_template",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("used_from", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_template")),
        sa.UniqueConstraint("name", name=op.f("uq_month_template_name")),
    )
    op.create_table(
        "planned_visit",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column(
            "inspector_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_planned_visit_inspector_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["inspector.id"],
            name=op.f("fk_planned_visit_partner_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_planned_visit_project_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_planned_visit_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_visit")),
        sa.UniqueConstraint(
            "project_id", "planned_on", name=op.f("uq_planned_visit_project_id_planned_on")
        ),
    )
    with op.batch_alter_table("planned_visit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_planned_visit_planned_on"), ["planned_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_planned_visit_round_id"), ["round_id"], unique=False)

    op.create_table(
        "template_cell",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "template_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "content",
            sa.Enum(
                "value",
                "history",
                "supplement",
                "correction",
                "year",
                "action",
                "same_period",
                name="cellcontent",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["month_template.id"],
            name=op.f("fk_template_cell_template_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_cell")),
        sa.UniqueConstraint(
            "template_id", "sheet", "cell", name=op.f("uq_template_cell_template_id_sheet_cell")
        ),
    )
    op.create_table(
        "approval_inspector",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "approval_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "inspector_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id"],
            ["inspection_approval.id"],
            name=op.f("fk_approval_inspector_approval_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_approval_inspector_inspector_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_inspector")),
        sa.UniqueConstraint(
            "approval_id",
            "inspector_id",
            name=op.f("uq_approval_inspector_approval_id_inspector_id"),
        ),
    )
    with op.batch_alter_table("approval_inspector", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_inspector_inspector_id"), ["inspector_id"], unique=False
        )

    op.create_table(
        "visit_correction",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "corrected_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrected_id"],
            ["visit.id"],
            name=op.f("fk_visit_correction_corrected_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_visit_correction_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_correction")),
        sa.UniqueConstraint("corrected_id", name=op.f("uq_visit_correction_corrected_id")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_visit_correction_visit_id")),
    )
    op.create_table(
        "visit_enterprise",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "enterprise_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "role",
            sa.Enum(
                "client",
                "contractor",
                "consultant",
                "surveyor",
                "designer",
                "subcontractor",
                "labour",
                name="partyrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_visit_enterprise_enterprise_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_visit_enterprise_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_enterprise")),
        sa.UniqueConstraint(
            "visit_id",
            "enterprise_id",
            "role",
            name=op.f("uq_visit_enterprise_visit_id_enterprise_id_role"),
        ),
    )
    with op.batch_alter_table("visit_enterprise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_enterprise_enterprise_id"), ["enterprise_id"], unique=False
        )

    op.create_table(
        "visit_origin",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "guidance_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["guidance_id"],
            ["visit.id"],
            name=op.f("fk_visit_origin_guidance_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_visit_origin_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_origin")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_visit_origin_visit_id")),
    )
    with op.batch_alter_table("visit_origin", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_origin_guidance_id"), ["guidance_id"], unique=False
        )

    op.create_table(
        "visit_enterprise_answer",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "visit_enterprise_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column(
            "value",
            sa.Enum(
                "pass",
                "fail",
                "not_applicable",
                "not_looked",
                name="answervalue",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["visit_enterprise_id"],
            ["visit_enterprise.id"],
            name=op.f("fk_visit_enterprise_answer_visit_enterprise_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_enterprise_answer")),
        sa.UniqueConstraint(
            "visit_enterprise_id",
            "item",
            name=op.f("uq_visit_enterprise_answer_visit_enterprise_id_item"),
        ),
    )
    op.create_table(
        "visit_notice",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
            name=op.f("fk_visit_notice_paper_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_visit_notice_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_notice")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_visit_notice_visit_id")),
    )
    with op.batch_alter_table("visit_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_notice_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "month_correction",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("month_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["month_id"],
            ["month.id"],
            name=op.f("fk_month_correction_month_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_correction")),
        sa.UniqueConstraint("month_id", "code", name=op.f("uq_month_correction_month_id_code")),
    )
    op.create_table(
        "month_text",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("month_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "practice",
                "problem",
                "plan",
                "coordination",
                name="monthpart",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["month_id"],
            ["month.id"],
            name=op.f("fk_month_text_month_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_text")),
        sa.UniqueConstraint(
            "month_id", "field", "part", name=op.f("uq_month_text_month_id_field_part")
        ),
    )
