"""Papers, photos and scans: kept once under their own hash, in a folder or on a server."""

import hashlib
import os

import pytest

from db.errors import StoreProblem
from db.files import CHUNK
from db.session import files_of
from tests.db.people import ACT

CONTENTS = {
    "nothing": b"",
    "little": b"%PDF-1.7",
    "one chunk": os.urandom(CHUNK),
    "more than a chunk": os.urandom(2 * CHUNK + 1),
}


def put(database, content, suffix="pdf"):
    with database.writing(ACT, "attach") as session:
        return files_of(session).put(content, suffix)


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_put_is_got(database, name):
    sha256 = put(database, CONTENTS[name])
    assert sha256 == hashlib.sha256(CONTENTS[name]).hexdigest()
    with database.reading() as session:
        assert files_of(session).get(sha256) == CONTENTS[name]
        assert files_of(session).suffix(sha256) == "pdf"


def test_the_same_bytes_are_kept_once_whatever_their_suffix(database):
    assert put(database, b"x", "pdf") == put(database, b"x", "jpg")
    with database.reading() as session:
        assert len(list(files_of(session).names())) == 1


def test_a_missing_file_is_said(database):
    with database.reading() as session, pytest.raises(StoreProblem, match="缺文件"):
        files_of(session).get("0" * 64)


def test_a_name_that_is_no_hash_reaches_no_other_file(office):
    from db.session import Database

    database = Database.open(str(office))
    with database.reading() as session, pytest.raises(StoreProblem):
        files_of(session).get("../office")
    database.close()


def test_a_cut_file_is_written_anew(office):
    from db.session import Database

    database = Database.open(str(office))
    sha256 = put(database, b"whole")
    path = office / "files" / sha256[:2] / f"{sha256}.pdf"
    path.write_bytes(b"who")
    put(database, b"whole")
    assert path.read_bytes() == b"whole"
    database.close()


def test_on_a_server_a_file_goes_with_its_transaction(new_server_office):
    from db.session import Database

    database = Database.open(new_server_office())
    with database.writing(ACT, "attach") as session:
        files_of(session).put(b"x", "pdf")
        session.rollback()
    with database.reading() as session:
        assert list(files_of(session).names()) == []
    database.close()
