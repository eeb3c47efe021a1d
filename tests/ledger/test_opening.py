"""Opening a ledger: its database, its schema, and whose it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from reconciler.errors import LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger import ledger as front
from reconciler.ledger.ledger import open_ledger
from reconciler.ledger.opening import NEWEST, VERSION_TABLE, open_store, parsed
from reconciler.ledger.tables import METADATA
from tests.ledger import racing
from tests.ledger.given import keyring, start

INI = Path(front.__file__).with_name("alembic.ini")


def test_a_ledger_is_made_where_there_was_none_and_found_again(url: str) -> None:
    """What one process wrote, the next one reads."""
    with open_ledger(url, keyring()) as first:
        number = first.begin(start()).number
    with open_ledger(url, keyring()) as second:
        assert second.run(number).who == "operator"


def test_the_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    """Nothing more and nothing less."""
    store = open_store(url, keyring(), None)
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []
    store.engine.dispose()


def test_a_ledger_is_newest_at_the_last_migration(url: str) -> None:
    """At any other version a ledger is brought up to date first."""
    assert ScriptDirectory.from_config(Config(INI)).get_current_head() == NEWEST
    store = open_store(url, keyring(), None)
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert context.get_current_revision() == NEWEST
    store.engine.dispose()


def test_a_ledger_of_a_newer_version_is_left_alone(url: str) -> None:
    """We would not understand what we read."""
    open_ledger(url, keyring()).close()
    store = open_store(url, keyring(), None)
    with store.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    store.engine.dispose()
    assert _refused(url) == (LedgerCode.NEWER_SCHEMA, {"version": "9999"})


def test_a_ledger_of_another_municipality_is_refused(url: str) -> None:
    """Both are named."""
    open_ledger(url, keyring(municipality="varna")).close()
    facts = {"found": "varna", "municipality": "plovdiv"}
    assert _refused(url) == (LedgerCode.OTHER_MUNICIPALITY, facts)


def test_a_ledger_of_another_key_is_refused(url: str) -> None:
    """Its pseudonyms would say nothing; the keys are named by their ids."""
    other = keyring(b"f" * 32)
    open_ledger(url, other).close()
    facts = {"found": other.key_id, "key": keyring().key_id}
    assert _refused(url) == (LedgerCode.OTHER_KEY, facts)


def test_a_ledger_out_of_reach_is_named_without_its_password() -> None:
    """Nothing answers on a port that is closed."""
    code, facts = _refused("postgresql://ledger:secret-word@127.0.0.1:1/ledger")
    assert code is LedgerCode.UNREACHABLE
    assert facts["url"] == "postgresql+psycopg://ledger:***@127.0.0.1:1/ledger"
    assert "secret-word" not in str(facts)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A slip in a path would begin a second ledger."""
    code, facts = _refused(f"sqlite:///{tmp_path / 'typo' / 'ledger.sqlite'}")
    assert code is LedgerCode.UNREACHABLE
    assert "No such file" in str(facts["why"])


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    """It may be somebody's."""
    file = tmp_path / "ledger.sqlite"
    file.write_text("municipality: plovdiv\n" * 100)
    assert _refused(f"sqlite:///{file}")[0] is LedgerCode.UNREACHABLE
    assert file.read_text() == "municipality: plovdiv\n" * 100


def test_a_ledgers_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Pseudonyms are still about people."""
    file = tmp_path / "ledger.sqlite"
    with open_ledger(f"sqlite:///{file}", keyring()) as ledger:
        ledger.begin(start())
        assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_two_processes_that_make_a_ledger_at_once_share_it(url: str) -> None:
    """Neither meets a half-made schema."""
    assert racing.race(url, rounds=0) == []
    open_ledger(url, keyring()).close()


@pytest.mark.parametrize("address", ["sqlite:///l.sqlite", "postgresql://host/ledger"])
def test_the_schema_can_be_read_as_sql(address: str, tmp_path: Path) -> None:
    """For a database administrator, from the URL, without touching a database."""
    command: list[str | Path] = [sys.executable, "-m", "alembic", "-c", INI, "-x", f"url={address}"]
    done = subprocess.run(
        [*command, "upgrade", "head", "--sql"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(f"CREATE TABLE {table}" in done.stdout for table in METADATA.tables)
    assert list(tmp_path.iterdir()) == []


def test_a_url_of_another_database_is_refused() -> None:
    """Before anything is opened, and without its password."""
    for url in ("mysql://me:secret@host/ledger", "sqlite://", "sqlite:///:memory:", "ledger"):
        with pytest.raises(LedgerError) as caught:
            parsed(url)
        assert caught.value.faults[0].code is LedgerCode.BAD_URL
        assert "secret" not in str(caught.value.faults[0].facts)


def _refused(url: str) -> tuple[LedgerCode, dict[str, str | int]]:
    with pytest.raises(LedgerError) as caught:
        open_ledger(url, keyring())
    (fault,) = caught.value.faults
    assert isinstance(fault.code, LedgerCode)
    return fault.code, dict(fault.facts)
