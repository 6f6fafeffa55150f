"""The tables. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0009"
"""The migration that these tables stand at; known here so that opening a ledger need not load Alembic."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC as ISO 8601 text of fixed width, so that text order is time order in every database."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> str | None:  # noqa: ARG002
        """To text; a moment without a zone is a fault of the caller's."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a recorded moment needs a time zone: {value}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: object) -> datetime | None:  # noqa: ARG002
        """From text."""
        return None if value is None else datetime.fromisoformat(value)


# Constraints have names, so that a later migration can speak of them in every database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

captures = Table(
    "captures",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("url", Text),
    Column("media_type", Text),
    Column("size", Integer, nullable=False),
    Column("fetched", Moment, nullable=False),
)

# Where the same bytes were found: one row a path, so that the order in which copies arrive leaves no trace.
sightings = Table(
    "sightings",
    metadata,
    Column("capture", ForeignKey("captures.id"), nullable=False),
    # Put in order by code points, as SQLite does, whatever order the server was set up with.
    Column("path", Text().with_variant(Text(collation="C"), "postgresql"), nullable=False),
    Column("seen", Moment, nullable=False),
    PrimaryKeyConstraint("capture", "path"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("capture", ForeignKey("captures.id"), nullable=False, index=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("headline", Text),
    Column("authors", JSON, nullable=False),
    Column("published", Date, index=True),
    Column("published_from", Text),
    Column("dateline", Text),
    Column("section", Text),
    Column("tags", JSON, nullable=False),
    Column("language", Text),
    Column("credits", JSON, nullable=False),
    Column("wire", Text),
    Column("original_source", Text),
    Column("published_certainty", Text),
    Column("modified", Date),
    Column("modified_from", Text),
    Column("owner", Text),
    Column("access", Text, nullable=False, server_default="full"),
    Column("doubts", JSON, nullable=False, server_default="[]"),
    Column("hints", JSON, nullable=False, server_default="[]"),
    Column("posts", JSON, nullable=False, server_default="[]"),
    Column("text", Text, nullable=False),
    Column("text_digest", String(64), nullable=False),
    Column("blocks", JSON, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("recorded", Moment, nullable=False, index=True),
    Index("readings_article_reader", "article", "reader", unique=True),
)

attributions = Table(
    "attributions",
    metadata,
    Column("reading", ForeignKey("readings.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("source", JSON, nullable=False),
    Column("cue", JSON, nullable=False),
    Column("content", JSON, nullable=False),
    Column("speaker", JSON(none_as_null=True)),
    Column("act", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("hedges", JSON, nullable=False),
    Column("when", Text),
    Column("latest", Date),
    Column("stated", Text),
    PrimaryKeyConstraint("reading", "n"),
)

assertions = Table(
    "assertions",
    metadata,
    Column("reading", ForeignKey("readings.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("span", JSON, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("hedges", JSON, nullable=False),
    PrimaryKeyConstraint("reading", "n"),
)

quantities = Table(
    "quantities",
    metadata,
    Column("reading", ForeignKey("readings.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("span", JSON, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("bound", Text, nullable=False),
    Column("unit", Text),
    Column("counted", Text),
    Column("role", Text),
    Column("scope", Text),
    Column("when", Text),
    Column("stated_in", Text),
    Column("kind", Text, nullable=False, server_default="count"),
    Column("head", Text),
    Column("wording", Text),
    Column("change", Text),
    Column("part_of", JSON(none_as_null=True)),
    Column("per", Text),
    Column("whose", Text),
    Column("where", Text),
    Column("latest", Date),
    PrimaryKeyConstraint("reading", "n"),
)

times = Table(
    "times",
    metadata,
    Column("reading", ForeignKey("readings.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("span", JSON, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text),
    Column("mod", Text),
    Column("relative", Text),
    Column("anchor", JSON(none_as_null=True)),
    PrimaryKeyConstraint("reading", "n"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("reading", ForeignKey("readings.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("span", JSON, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False, index=True),
    PrimaryKeyConstraint("reading", "n"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("reading", ForeignKey("readings.id"), nullable=False, index=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("key", String(16), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("speaker", JSON(none_as_null=True)),
    Column("act", Text, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("recorded", Moment, nullable=False, index=True),
)

# What a person decided. It is evidence: never dropped by a rebuild, undone only by a later decision.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", JSON, nullable=False),
    Column("why", Text, nullable=False),
    Column("reverses", ForeignKey("decisions.id")),
)

# By what decisions are found: the pages that each is about, or that what it reverses is about.
decided_pages = Table(
    "decided_pages",
    metadata,
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("decision", ForeignKey("decisions.id"), nullable=False, index=True),
    PrimaryKeyConstraint("article", "decision"),
)

# What is looked at again and again, and what was seen in it. State of work, not of the record.
watches = Table(
    "watches",
    metadata,
    Column("url", Text, primary_key=True),
    Column("due", Moment, nullable=False, index=True),
    Column("every", Float, nullable=False),
    Column("validators", JSON(none_as_null=True)),
    Column("digest", String(64)),
    Column("looked", Moment),
    Column("failures", Integer, nullable=False),
    Column("fault", Text),
)

seen_entries = Table(
    "seen_entries",
    metadata,
    Column("watch", ForeignKey("watches.url"), nullable=False),
    Column("key", Text, nullable=False),
    Column("seen", Moment, nullable=False),
    PrimaryKeyConstraint("watch", "key"),
)

# From here on derived: a rebuild drops these rows and makes them again from the evidence.
claims = Table(
    "claims",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("status", Text, nullable=False, index=True),
    Column("reasons", JSON, nullable=False),
    # Ids of the evidence that disputes it in other words; null where none does.
    Column("contrary", JSON(none_as_null=True)),
)

claim_evidence = Table(
    "claim_evidence",
    metadata,
    Column("claim", ForeignKey("claims.id"), nullable=False),
    Column("evidence", ForeignKey("evidence.id"), nullable=False, index=True),
    # Of the page among those of the claim; null where it was recorded before pages were traced.
    Column("origin", Text),
    PrimaryKeyConstraint("claim", "evidence"),
)

# By what evidence that may say the same is looked up; many a handle, and many to a key.
handles = Table(
    "handles",
    metadata,
    Column("handle", String(16), nullable=False),
    Column("key", String(16), nullable=False, index=True),
    PrimaryKeyConstraint("handle", "key"),
)

# What a page tells of where its reporting comes from, as each reading found it.
tracks = Table(
    "tracks",
    metadata,
    Column("reading", ForeignKey("readings.id"), primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("named", JSON(none_as_null=True)),
    Column("unnamed", JSON, nullable=False),
    Column("first_hand", Boolean, nullable=False),
)

# An index of shared text: which pages have seven words in a row, by the number of the words.
postings = Table(
    "postings",
    metadata,
    Column("number", BigInteger, nullable=False),
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("day", Date),
    Column("spoken", Boolean, nullable=False),
    PrimaryKeyConstraint("number", "article"),
    sqlite_with_rowid=False,
)

ties = Table(
    "ties",
    metadata,
    Column("a", ForeignKey("articles.id"), nullable=False),
    Column("b", ForeignKey("articles.id"), nullable=False, index=True),
    Column("least", Integer, nullable=False),
    Column("shared", JSON, nullable=False),
    Column("share", Float, nullable=False),
    PrimaryKeyConstraint("a", "b"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("claim", String(16), nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("because", JSON, nullable=False),
)
