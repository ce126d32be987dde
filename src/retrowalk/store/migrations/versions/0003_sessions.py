"""What sessions leave behind: runs and their events, how somebody wants to be coached, and the devices they pair."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("programme_id", sa.String, nullable=False),
        sa.Column("session_id", sa.String, nullable=False),
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("header", sa.JSON, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("heard_at", sa.DateTime, nullable=False),
        sa.Column("ended", sa.String),
        sa.Column("told_seq", sa.Integer),
        sa.Column("applied_seq", sa.Integer),
        sa.Column("told_state", sa.String),
        sa.Column("told_problem", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_run_person_id_person"
        ),
    )
    op.create_index("ix_run_person_id", "run", ["person_id", "started_at"])
    op.create_table(
        "run_event",
        sa.Column("run_id", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("position_s", sa.Float, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "seq", name="pk_run_event"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_run_event_person_id_person"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], ondelete="CASCADE", name="fk_run_event_run_id_run"),
        sa.UniqueConstraint("id", name="uq_run_event_id"),
    )
    op.create_table(
        "preference",
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_preference"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_preference_person_id_person"
        ),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("paired_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime),
        sa.Column("revoked_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_device"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_device_person_id_person"
        ),
        sa.UniqueConstraint("token_sha256", name="uq_device_token_sha256"),
    )
