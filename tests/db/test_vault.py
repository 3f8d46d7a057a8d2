"""Secrets: sealed, compared without being opened, and never opened by another office's key."""

import os

import pytest

from db.errors import StoreProblem
from db.session import Database, vault_of
from db.tables.inspectors import Inspector
from db.tables.office import Office
from db.vault import Vault
from tests.db.people import ACT, add, grid, inspector, wrong

SECRET = "样例身份证号四六〇"


@pytest.fixture
def named(office):
    """An office with its row, in which its key's fingerprint stands, and one secret."""
    database = Database.open(str(office))
    with database.writing(ACT, "init_office") as session:
        vault = vault_of(session)
        session.add(Office(bureau_name="样例局", key_check=vault.fingerprint()))
        sealed, key = vault.seal(SECRET), vault.equal_key(SECRET)
        session.add(Inspector(name="甲", id_number=sealed, id_number_key=key))
    database.close()
    return office


def refused(place: object) -> str:
    with pytest.raises(StoreProblem) as caught:
        Database.open(str(place))
    return caught.value.sentence


def test_what_is_sealed_opens_again():
    vault = Vault(b"k" * 32)
    assert vault.open(vault.seal(SECRET)) == SECRET


def test_the_same_secret_is_sealed_differently_each_time():
    vault = Vault(b"k" * 32)
    assert vault.seal(SECRET) != vault.seal(SECRET)


def test_the_same_secret_has_one_key_for_comparing():
    vault = Vault(b"k" * 32)
    assert vault.equal_key(SECRET) == vault.equal_key(SECRET)
    assert vault.equal_key(SECRET) != vault.equal_key(SECRET + "X")
    assert vault.equal_key(SECRET) != Vault(b"l" * 32).equal_key(SECRET)


@pytest.mark.parametrize("touched", ["key", "bytes", "short"])
def test_what_is_not_the_offices_does_not_open(touched):
    sealed = bytearray(Vault(b"k" * 32).seal(SECRET))
    vault = Vault((b"l" if touched == "key" else b"k") * 32)
    if touched == "bytes":
        sealed[-1] ^= 1
    if touched == "short":
        del sealed[5:]
    with pytest.raises(StoreProblem, match="打不开"):
        vault.open(bytes(sealed))


def test_the_file_holds_no_secret_in_clear(named):
    content = b"".join(path.read_bytes() for path in named.glob("office.db*"))
    assert SECRET.encode() not in content
    assert "甲".encode() in content


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights otherwise")
def test_the_key_is_its_owners_alone(office):
    assert (office / "office.key").stat().st_mode & 0o777 == 0o600


def test_a_foreign_key_is_refused(named):
    (named / "office.key").write_text("ab" * 32, encoding="ascii")
    assert "不是这个办公室的密钥" in refused(named)


def test_a_lost_key_is_refused_and_none_is_made(named):
    (named / "office.key").unlink()
    assert "不见了" in refused(named)
    assert not (named / "office.key").exists()


@pytest.mark.parametrize("content", ["", "xyz", "ab" * 31, "密钥"])
def test_a_broken_key_is_refused(named, content):
    (named / "office.key").write_text(content, encoding="utf-8")
    assert "已损坏" in refused(named)


@pytest.mark.parametrize("content", [None, "ab" * 32, "xyz"])
def test_verify_needs_no_key(named, content):
    (named / "office.key").unlink()
    if content is not None:
        (named / "office.key").write_text(content, encoding="ascii")
    database = Database.open(str(named), keyless=True)
    assert wrong(database) == []
    with pytest.raises(StoreProblem, match="密钥"), database.reading() as session:
        vault_of(session)
    database.close()


def test_the_key_of_a_server_office_lies_with_the_user(new_server_office, tmp_path, monkeypatch):
    url = new_server_office()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "one PC"))
    first = Database.open(url)
    assert tmp_path / "one PC" in first.key_file.parents
    with first.writing(ACT, "init_office") as session:
        session.add(Office(key_check=vault_of(session).fingerprint()))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another PC"))
    assert str(tmp_path / "another PC") in refused(url)
    second = Database(first.url, None)
    second.key_file.parent.mkdir(parents=True)
    second.key_file.write_bytes(first.key_file.read_bytes())
    second = Database.open(url)
    assert second.vault.fingerprint() == first.vault.fingerprint()
    first.close()
    second.close()


def test_a_new_office_makes_its_key_once(database):
    before = database.key_file.read_bytes()
    add(database, grid(), inspector())
    place = str(database.folder.root) if database.folder else str(database.url)
    Database.open(place).close()
    assert database.key_file.read_bytes() == before
