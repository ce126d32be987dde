"""The first tables: people, their files and walks, what was found in them, what the walker said."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "imported_file",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imported_file"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_imported_file_person_id_person"
        ),
        sa.UniqueConstraint("person_id", "sha256", name="uq_imported_file_person_id"),
    )
    op.create_table(
        "walk",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("file_id", sa.String, nullable=False),
        sa.Column("recording_index", sa.Integer, nullable=False),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("subject", sa.String),
        sa.Column("trial", sa.String),
        sa.Column("placement", sa.String, nullable=False),
        sa.Column("side", sa.String),
        sa.Column("started_at", sa.DateTime),
        sa.Column("time_zone", sa.String),
        sa.Column("duration_s", sa.Float, nullable=False),
        sa.Column("rate_hz", sa.Float),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.Column("recording_warnings", sa.JSON, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("problem", sa.String),
        sa.Column("problem_version", sa.String),
        sa.Column("deleted_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_walk"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_walk_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["imported_file.id"], ondelete="CASCADE", name="fk_walk_file_id_imported_file"
        ),
        sa.UniqueConstraint("file_id", "recording_index", name="uq_walk_file_id"),
    )
    op.create_index("ix_walk_person_id", "walk", ["person_id", "deleted_at"])
    op.create_table(
        "analysis",
        sa.Column("walk_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("overview", sa.JSON, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("envelope", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("walk_id", name="pk_analysis"),
        sa.ForeignKeyConstraint(
            ["walk_id"], ["walk.id"], ondelete="CASCADE", name="fk_analysis_walk_id_walk"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_analysis_person_id_person"
        ),
    )
    op.create_table(
        "label",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("walk_id", sa.String, nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("start_s", sa.Float, nullable=False),
        sa.Column("end_s", sa.Float, nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_label"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], ondelete="CASCADE", name="fk_label_person_id_person"
        ),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], ondelete="CASCADE", name="fk_label_walk_id_walk"),
    )
    op.create_index("ix_label_walk_id", "label", ["walk_id", "statement"])
