"""The first tables.

Run *pre* deploy: there is nothing running yet.
"""

import sqlalchemy as sa
from alembic import op

from hjemover.store.types import BigId, Instant

revision = "0001"
down_revision = None

APPEND_ONLY = ("journal", "access_log")


def upgrade() -> None:
    _tables()
    _first_rows()
    for table in APPEND_ONLY:
        _refuse_changes(table)
    _let_payloads_only_be_removed()


def _first_rows() -> None:
    op.execute("INSERT INTO address_book_version (id, version) VALUES (1, 1)")
    op.execute("INSERT INTO stored_format (name, version) VALUES ('journal', 1), ('state', 1)")


def _refuse_changes(table: str) -> None:
    """Whoever would change history must first take the trigger away, which is an act by itself."""
    words = f"{table} is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )


def _let_payloads_only_be_removed() -> None:
    words = "a journal payload may be removed, never changed"
    changed = "NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER journal_payload_no_update BEFORE UPDATE ON journal_payload"
            f" WHEN {changed} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        op.execute(
            "CREATE TRIGGER journal_payload_no_delete BEFORE DELETE ON journal_payload"
            f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION journal_payload_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER journal_payload_no_update BEFORE UPDATE ON journal_payload"
        f" FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION journal_payload_refuse()"
    )
    op.execute(
        "CREATE TRIGGER journal_payload_no_delete BEFORE DELETE OR TRUNCATE ON journal_payload"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_payload_refuse()"
    )


def _tables() -> None:
    op.create_table(
        "access_chain",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_access_chain")),
    )
    op.create_table(
        "access_log",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("sequence", BigId, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("hpr", sa.Text()),
        sa.Column("authorisation", sa.Text()),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("point_of_care", sa.Text()),
        sa.Column("unit", sa.Text()),
        sa.Column("service", sa.Text()),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("decision_ref", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text()),
        sa.Column("patient_unit", sa.Text()),
        sa.Column("pathway_ref", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("object_version", sa.Text()),
        sa.Column("fields", sa.Text()),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("session", sa.Text()),
        sa.Column("ip", sa.Text()),
        sa.Column("correlation", sa.Text()),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "sequence", name=op.f("pk_access_log")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_access_log_actor", "access_log", ["actor", "at"], unique=False)
    op.create_index("ix_access_log_patient", "access_log", ["patient_id", "at"], unique=False)
    op.create_table(
        "address_book_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_address_book_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_book_version")),
    )
    op.create_table(
        "ball",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("to_at", Instant()),
        sa.PrimaryKeyConstraint("ref", "obligation", "sequence", name=op.f("pk_ball")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ball_unit", "ball", ["unit", "from_at"], unique=False)
    op.create_table(
        "command",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("first_sequence", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deadline_log",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("deadline_class", sa.Text(), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("passed_at", Instant()),
        sa.Column("ended_at", Instant()),
        sa.PrimaryKeyConstraint("ref", "obligation", "due_at", name=op.f("pk_deadline_log")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deadline_log_unit", "deadline_log", ["unit", "due_at"], unique=False)
    op.create_table(
        "definition",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("sources", sa.LargeBinary(), nullable=False),
        sa.Column("compiled", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_definition")),
    )
    op.create_table(
        "handoff_log",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("forwarded", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("offered_at", Instant(), nullable=False),
        sa.Column("with_receiver_from", Instant(), nullable=False),
        sa.Column("delivered_at", Instant()),
        sa.Column("seen_at", Instant()),
        sa.Column("returned_at", Instant()),
        sa.Column("answered_at", Instant()),
        sa.Column("ended_at", Instant()),
        sa.Column("due_at", Instant()),
        sa.Column("within_limit", sa.Boolean()),
        sa.PrimaryKeyConstraint("ref", "obligation", name=op.f("pk_handoff_log")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_handoff_log_receiver", "handoff_log", ["receiver", "offered_at"], unique=False
    )
    op.create_index("ix_handoff_log_sender", "handoff_log", ["sender", "offered_at"], unique=False)
    op.create_table(
        "mail",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index(op.f("ix_mail_created_at"), "mail", ["created_at"], unique=False)
    op.create_table(
        "number_override",
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("scope_id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('region', 'organisation', 'unit')", name=op.f("ck_number_override_scope")
        ),
        sa.PrimaryKeyConstraint(
            "definition",
            "number",
            "scope",
            "scope_id",
            "valid_from",
            name=op.f("pk_number_override"),
        ),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('hospital-trust', 'municipality', 'gp-office', 'other')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["parent"], ["organisation.id"], name=op.f("fk_organisation_parent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("attempt_no", sa.Integer(), nullable=False),
        sa.Column("copy_party", sa.Text()),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("due_at", Instant()),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("inbox_only", sa.Boolean(), nullable=False),
        sa.Column("still_if", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("lease_until", Instant()),
        sa.Column("lease_by", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.CheckConstraint(
            "status IN ('queued', 'claimed', 'sent', 'obsolete', 'dead')",
            name=op.f("ck_outbox_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_ref"), "outbox", ["ref"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["not_before"],
        unique=False,
        postgresql_where=sa.text("status IN ('queued', 'claimed')"),
        sqlite_where=sa.text("status IN ('queued', 'claimed')"),
    )
    op.create_table(
        "patient",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("controller", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("blind_index", sa.LargeBinary()),
        sa.Column("protected_address", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint(
            "controller", "blind_index", name=op.f("uq_patient_controller_blind_index")
        ),
    )
    op.create_index(op.f("ix_patient_key_id"), "patient", ["key_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "stored_format",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stored_format")),
    )
    op.create_table(
        "sweep",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=False),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("fired", sa.Integer(), nullable=False),
        sa.Column("oldest_lag_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep")),
    )
    op.create_index(op.f("ix_sweep_finished_at"), "sweep", ["finished_at"], unique=False)
    op.create_table(
        "timer",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("ref", "obligation", "kind", "level", name=op.f("pk_timer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wakeup",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("due_at", Instant()),
        sa.Column("lease_until", Instant()),
        sa.Column("lease_by", sa.Text()),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_wakeup")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_wakeup_due",
        "wakeup",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
        sqlite_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "work_item",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("handoff_status", sa.Text()),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("awaits", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text()),
        sa.Column("receiver", sa.Text()),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("due_at", Instant()),
        sa.Column("due_class", sa.Text()),
        sa.Column("late_on_arrival", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("next_at", Instant()),
        sa.Column("escalated", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("postponed", sa.Boolean(), nullable=False),
        sa.Column("stuck_cause", sa.Text()),
        sa.PrimaryKeyConstraint("ref", "obligation", name=op.f("pk_work_item")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_work_item_held", "work_item", ["holder", "due_at"], unique=False)
    op.create_index("ix_work_item_inbox", "work_item", ["awaits", "status", "due_at"], unique=False)
    op.create_index(
        "ix_work_item_stuck",
        "work_item",
        ["holder", "stuck_cause"],
        unique=False,
        postgresql_where=sa.text("stuck_cause IS NOT NULL"),
        sqlite_where=sa.text("stuck_cause IS NOT NULL"),
    )
    op.create_index(
        "ix_work_item_stuck_with",
        "work_item",
        ["awaits", "stuck_cause"],
        unique=False,
        postgresql_where=sa.text("stuck_cause IS NOT NULL"),
        sqlite_where=sa.text("stuck_cause IS NOT NULL"),
    )
    op.create_table(
        "absence",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_absence_person")),
        sa.PrimaryKeyConstraint("person", "from_day", name=op.f("pk_absence")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("outbox_id", BigId, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address_kind", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text()),
        sa.CheckConstraint(
            "result IN ('sent', 'temporary', 'permanent', 'obsolete')",
            name=op.f("ck_delivery_result"),
        ),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_delivery_outbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_outbox_id"), "delivery", ["outbox_id"], unique=False)
    op.create_table(
        "pathway",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("definition_version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("patient_id", sa.Text()),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("state_format", sa.Integer(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("enrolled_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant()),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'on-hold', 'completed')", name=op.f("ck_pathway_status")
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_pathway_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pathway")),
        sa.UniqueConstraint("ref", name=op.f("uq_pathway_ref")),
    )
    op.create_index(
        op.f("ix_pathway_definition_status"), "pathway", ["definition", "status"], unique=False
    )
    op.create_index(op.f("ix_pathway_patient_id"), "pathway", ["patient_id"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text()),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("closed", sa.Text(), nullable=False),
        sa.Column("closed_yearly", sa.Text(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.CheckConstraint("digest_hour BETWEEN 0 AND 23", name=op.f("ck_unit_digest_hour")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("fk_unit_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_index(op.f("ix_unit_organisation"), "unit", ["organisation"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'inbox')", name=op.f("ck_contact_point_channel")),
        sa.CheckConstraint("role IN ('unit', 'lead')", name=op.f("ck_contact_point_role")),
        sa.CheckConstraint("status IN ('ok', 'bounced')", name=op.f("ck_contact_point_status")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_contact_point_unit")),
        sa.PrimaryKeyConstraint("unit", "role", "channel", name=op.f("pk_contact_point")),
    )
    op.create_table(
        "deputy",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=False),
        sa.Column("to_day", sa.Date()),
        sa.ForeignKeyConstraint(["deputy"], ["unit.id"], name=op.f("fk_deputy_deputy")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_deputy_unit")),
        sa.PrimaryKeyConstraint("unit", "from_day", name=op.f("pk_deputy")),
    )
    op.create_table(
        "journal",
        sa.Column("pathway_id", BigId, autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("effective_at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_unit", sa.Text()),
        sa.Column("command_id", sa.Text(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pathway_id"], ["pathway.id"], name=op.f("fk_journal_pathway_id")),
        sa.PrimaryKeyConstraint("pathway_id", "sequence", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "membership",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_membership_person")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_membership_unit")),
        sa.PrimaryKeyConstraint("person", "unit", "role", "from_day", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_unit"), "membership", ["unit"], unique=False)
    op.create_table(
        "unit_service",
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("fk_unit_service_organisation")
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_unit_service_unit")),
        sa.PrimaryKeyConstraint("organisation", "service", name=op.f("pk_unit_service")),
    )
    op.create_index(op.f("ix_unit_service_unit"), "unit_service", ["unit"], unique=False)
    op.create_table(
        "journal_payload",
        sa.Column("pathway_id", BigId, autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("payload", sa.LargeBinary()),
        sa.Column("removed_at", Instant()),
        sa.Column("removed_why", sa.Text()),
        sa.CheckConstraint(
            "payload IS NOT NULL OR (removed_at IS NOT NULL AND removed_why IS NOT NULL)",
            name=op.f("ck_journal_payload_removal_is_noted"),
        ),
        sa.ForeignKeyConstraint(
            ["pathway_id", "sequence"], ["journal.pathway_id", "journal.sequence"], name="entry"
        ),
        sa.PrimaryKeyConstraint("pathway_id", "sequence", name=op.f("pk_journal_payload")),
        sqlite_with_rowid=False,
    )
