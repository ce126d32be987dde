"""What was measured, which outcome was named beforehand, and trials with one person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("run", sa.Column("came_to", sa.JSON))
    op.create_table(
        "result",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("deleted_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_result_person_id_person"
        ),
    )
    op.create_index("ix_result_person_id", "result", ["person_id", "measure", "at"])
    op.create_table(
        "outcome_choice",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outcome_choice"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_outcome_choice_person_id_person"
        ),
    )
    op.create_table(
        "trial",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trial"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_trial_person_id_person"
        ),
    )
