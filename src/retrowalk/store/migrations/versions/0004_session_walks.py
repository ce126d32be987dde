"""Walks that sessions leave behind, what a second person saw meanwhile, and where the phone works for somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("walk", sa.Column("run_id", sa.String(64)))
    op.add_column("walk", sa.Column("part", sa.String(64)))
    op.add_column("walk", sa.Column("zero_at", sa.DateTime))
    op.add_column("walk", sa.Column("zero_uncertainty_s", sa.Float))
    op.create_index("ix_walk_run_id", "walk", ["run_id", "part"], unique=True)
    op.create_table(
        "reference_mark",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("run_id", sa.String(64), nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("uncertainty_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reference_mark"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_reference_mark_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], ondelete="CASCADE", name="fk_reference_mark_run_id_run"
        ),
    )
    op.create_index("ix_reference_mark_run_id", "reference_mark", ["run_id", "at"])
    op.create_table(
        "carrying",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("placement", sa.String, nullable=False),
        sa.Column("side", sa.String),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("numbers", sa.JSON, nullable=False),
        sa.Column("tried_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_carrying"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_carrying_person_id_person"
        ),
    )
