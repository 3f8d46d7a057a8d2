"""all kinds of paper; the office's own words, blocks of numbers, a draft's way to be signed

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import coded, made, widened

revision = "0003"
down_revision = "0002"

KINDS = (
    "inspection_approval",
    "inspection_notice",
    "site_record",
    "rectification_notice",
    "stop_order",
    "recheck_opinion",
    "resumption_notice",
    "interview_notice",
    "interview_record",
    "service_receipt",
    "month_report",
    "closure_approval",
    "listed_supervision_notice",
    "listed_supervision_release",
    "referral",
    "inquiry_record",
    "service_address",
    "urging_notice",
    "supervision_plan",
    "supervision_notice",
    "briefing_record",
    "suspension_notice",
    "restart_notice",
    "termination_notice",
    "exposure_list",
    "circular",
    "announcement",
    "report",
    "letter",
    "reply_letter",
    "minutes",
    "issue_sheet",
    "dossier",
)
STATES = ("drafted", "reviewed", "signed", "issued", "returned", "withdrawn")
STEPS = ("review", "sign")
NEW = (
    "paper_opinion",
    "paper_case",
    "signatory",
    "block_number",
    "number_block",
    "paper_rule",
    "wording_edition",
)
COLUMNS = ("code TEXT", "title TEXT", "origin TEXT")


def upgrade():
    new_tables()
    for table in ("paper", "number_series"):
        widened(table, "kind", f"ck_{table}_paperkind", KINDS)
    # Plain statements: a table made anew on SQLite would lose its checks.
    for column in COLUMNS:
        op.execute(f"ALTER TABLE paper ADD COLUMN {column}")
    op.create_index(op.f("ix_paper_code"), "paper", ["code"])


def new_tables():
    day, number, text, truth = sa.Date(), sa.Integer(), sa.Text(), sa.Boolean()
    kind, step = coded("paperkind", KINDS), coded("casestep", STEPS)
    made(
        "wording_edition",
        ("key", text),
        ("edition", number),
        ("body", text),
        ("saved_on", day),
        ("remark", text, True),
        unique=(("key", "edition"),),
    )
    made(
        "paper_rule",
        ("kind", kind),
        ("steps", number),
        unique=(("kind",),),
        checks={"steps": "steps BETWEEN 0 AND 2"},
    )
    made(
        "number_block",
        ("kind", kind),
        ("prefix", text),
        ("year", number),
        ("first", number),
        ("last", number),
        ("holder", text),
        ("inspector_id", "inspector", True),
        ("handed_on", day),
        ("closed_on", day, True),
        unique=(("prefix", "year", "first"),),
        checks={"range": "first > 0 AND last >= first"},
    )
    made(
        "block_number",
        ("block_id", "number_block"),
        ("serial", number),
        ("paper_id", "paper", True),
        ("returned", truth),
        ("settled_on", day),
        ("reason", text, True),
        unique=(("block_id", "serial"), ("paper_id",)),
    )
    made(
        "signatory",
        ("valid_from", day),
        ("valid_to", day, True),
        ("step", step),
        ("name", text),
        ("post", text, True),
        ("deputy_for", text, True),
        ("document", text, True),
        unique=(),
        checks={"period": "valid_to > valid_from"},
    )
    made(
        "paper_case",
        ("kind", kind),
        ("title", text),
        ("content", text),
        ("edition", number),
        ("steps", number),
        ("addressee", text, True),
        ("project_id", "project", True),
        ("enterprise_id", "enterprise", True),
        ("drafter", text),
        ("unit", text, True),
        ("drafted_on", day),
        ("state", coded("casestate", STATES)),
        ("paper_id", "paper", True),
        ("afterwards", text, True),
        ("due_at", text, True),
        ("withdrawn_on", day, True),
        ("remark", text, True),
        unique=(("paper_id",),),
        indexed=("project_id", "state"),
    )
    made(
        "paper_opinion",
        ("case_id", "paper_case"),
        ("position", number),
        ("edition", number),
        ("step", step),
        ("agreed", truth),
        ("name", text),
        ("post", text, True),
        ("deputy_for", text, True),
        ("opinion", text),
        ("given_on", day),
        ("on_paper", truth),
        ("entered_on", day),
        unique=(("case_id", "position"),),
    )
