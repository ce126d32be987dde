"""The tables as they are now. How they came to be is in `migrations/`; a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite keeps no zone: it is UTC on the way in, and said so on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _owner() -> Column[str]:
    return Column("person_id", String, ForeignKey("person.id", ondelete="CASCADE"), nullable=False)


person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# A file someone brought. The same bytes twice from one person are one file: the constraint, not a look
# beforehand, decides between two uploads at the same moment.
imported_file = Table(
    "imported_file",
    metadata,
    Column("id", String, primary_key=True),
    _owner(),
    Column("sha256", String(64), nullable=False),
    Column("name", String, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("imported_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "sha256"),
)

walk = Table(
    "walk",
    metadata,
    Column("id", String, primary_key=True),
    _owner(),
    Column("file_id", String, ForeignKey("imported_file.id", ondelete="CASCADE"), nullable=False),
    Column("recording_index", Integer, nullable=False),
    Column("format", String, nullable=False),
    Column("subject", String),
    Column("trial", String),
    Column("placement", String, nullable=False),
    Column("side", String),
    Column("started_at", UtcDateTime),
    Column("time_zone", String),
    Column("duration_s", Float, nullable=False),
    Column("rate_hz", Float),
    Column("simulated", Boolean, nullable=False),
    Column("recording_warnings", JSON, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    # Goes up with everything that makes the analysis out of date: a label, another placement.
    Column("revision", Integer, nullable=False),
    # Times in a row that an analysis was begun and not ended; why it cannot be done, for which version.
    Column("attempts", Integer, nullable=False),
    Column("problem", String),
    Column("problem_version", String),
    Column("deleted_at", UtcDateTime),
    # Of a session: the run and the load of the page that recorded it. ``zero_at`` is when its time was 0 by the
    # coach's clock, as far as that is known, to which a second person's marks are held.
    Column("run_id", String(64)),
    Column("part", String(64)),
    Column("zero_at", UtcDateTime),
    Column("zero_uncertainty_s", Float),
    UniqueConstraint("file_id", "recording_index"),
    Index(None, "person_id", "deleted_at"),
    Index(None, "run_id", "part", unique=True),
)

# What was found, with the version and the revision it was found for. ``overview`` is the little that a list of
# walks shows, so that the list does not read documents of many megabytes.
analysis = Table(
    "analysis",
    metadata,
    Column("walk_id", String, ForeignKey("walk.id", ondelete="CASCADE"), primary_key=True),
    _owner(),
    Column("version", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("overview", JSON, nullable=False),
    Column("document", JSON, nullable=False),
    Column("envelope", JSON, nullable=False),
)

# A span the walker has spoken for. What was said in one breath shares a statement and is taken back together;
# a later statement goes before an earlier one. Direction ``unknown`` is the answer "I don't know".
label = Table(
    "label",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _owner(),
    Column("walk_id", String, ForeignKey("walk.id", ondelete="CASCADE"), nullable=False),
    Column("statement", String, nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("direction", String, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Index(None, "walk_id", "statement"),
)

# Answers to the questions so far, as they were typed, by question; a profile comes of them once they are enough.
profile_draft = Table(
    "profile_draft",
    metadata,
    Column("person_id", String, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("answers", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

profile = Table(
    "profile",
    metadata,
    Column("person_id", String, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("document", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

# The running programme is the one that nothing superseded. All that was told of its sessions is in the document.
# ``revision`` counts what was saved here; the document has one of its own that counts what changed for the walker.
programme = Table(
    "programme",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _owner(),
    Column("programme_id", String, nullable=False),
    Column("status", String, nullable=False),
    Column("document", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("superseded_at", UtcDateTime),
    Index(None, "person_id", "superseded_at"),
)

# One going-through of a session on one device. ``header`` is all that the device said of it, with what was asked as
# it stood then. ``heard_at`` is when the last of its events came, by our clock, as the device's may be wrong.
# ``told_seq`` is the number of the last answers that came, ``applied_seq`` of the last that the programme heard.
run = Table(
    "run",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("programme_id", String, nullable=False),
    Column("session_id", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("device", String, nullable=False),
    Column("header", JSON, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("heard_at", UtcDateTime, nullable=False),
    Column("ended", String),
    Column("told_seq", Integer),
    Column("applied_seq", Integer),
    Column("told_state", String),
    Column("told_problem", String),
    # Seconds walked each way, worked out once the run has ended; any event that still comes makes it unknown again.
    Column("came_to", JSON),
    Index(None, "person_id", "started_at"),
)

# Append-only: numbered within the run without gaps, and each with an id of its own, so that the constraints decide
# what is new when the same events come twice, or from two sides at once.
run_event = Table(
    "run_event",
    metadata,
    Column("run_id", String(64), ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    _owner(),
    Column("id", String(64), nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("position_s", Float, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("document", JSON, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
)

# How somebody wants to be coached.
preference = Table(
    "preference",
    metadata,
    Column("person_id", String, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("document", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

# A phone that may use this coach over the network. Its token is known here by its hash alone.
device = Table(
    "device",
    metadata,
    Column("id", String, primary_key=True),
    _owner(),
    Column("name", String, nullable=False),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("paired_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)

# A second person's press: from then on the walker did this. By the coach's clock; ``uncertainty_s`` is half of the
# time that the press may have been on its way.
reference_mark = Table(
    "reference_mark",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("run_id", String(64), ForeignKey("run.id", ondelete="CASCADE"), nullable=False),
    Column("label", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("uncertainty_s", Float, nullable=False),
    Index(None, "run_id", "at"),
)

# A place on the body that was tried out, and whether it tells this person's directions.
carrying = Table(
    "carrying",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _owner(),
    Column("placement", String, nullable=False),
    Column("side", String),
    Column("verdict", String, nullable=False),
    Column("numbers", JSON, nullable=False),
    Column("tried_at", UtcDateTime, nullable=False),
)

# A value of a measure. The document is the `retrowalk.result/1`; ``revision`` counts what was saved of it, so that two
# tabs do not overwrite each other. Put away, it can be brought back.
result = Table(
    "result",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("measure", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("document", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("deleted_at", UtcDateTime),
    Index(None, "person_id", "measure", "at"),
)

# The primary outcome: the latest one is in force, the others say what was named before, and when.
outcome_choice = Table(
    "outcome_choice",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _owner(),
    Column("document", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

# Trials with one person: walking backward against walking forward.
trial = Table(
    "trial",
    metadata,
    Column("id", String(64), primary_key=True),
    _owner(),
    Column("document", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)
