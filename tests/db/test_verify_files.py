"""核验 of the files: missing, changed, strange, and those no record names."""

from dataclasses import asdict

import pytest

from db.act import Act
from db.session import Database, files_of
from db.tables.signatures import Attachment
from db.verify import sweep
from tests.db.people import ACT, NOW, edit, wrong


def attach(database: Database, content: bytes, name: str = "现场.jpg") -> str:
    with database.writing(ACT, "attach") as session:
        sha256 = files_of(session).put(content, "jpg")
        session.add(
            Attachment(
                entity="visit",
                record_id=1,
                purpose="photo",
                sha256=sha256,
                suffix="jpg",
                name=name,
                size=len(content),
                added_on=NOW.date(),
            )
        )
    return sha256


def touch_file(database: Database, sha256: str, content: bytes | None) -> None:
    if database.folder is not None:
        path = database.folder.files / sha256[:2] / f"{sha256}.jpg"
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        return
    sql = "DELETE FROM file_chunk" if content is None else "UPDATE file_chunk SET content = %s"
    with database.engine.begin() as connection:
        connection.exec_driver_sql(sql, () if content is None else (content,))


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"other", "附件 现场.jpg：文件内容被改动"), (None, "附件 现场.jpg：文件缺失")],
)
def test_a_touched_file_is_named(database, content, what):
    sha256 = attach(database, b"photo" * 1000)
    assert wrong(database) == []
    touch_file(database, sha256, content)
    assert [asdict(one) for one in wrong(database)] == [{"file": sha256, "what": what}]


def test_a_file_nobody_put_there_is_named(office):
    database = Database.open(str(office))
    (office / "files" / "私人.txt").write_text("x", encoding="utf-8")
    assert [one.what for one in wrong(database)] == ["不是由程序存放的文件"]
    database.close()


def test_files_without_a_record_are_swept_and_others_kept(database):
    kept = attach(database, b"kept")
    with database.writing(ACT, "attach") as session:
        lost = files_of(session).put(b"lost", "jpg")
        if database.is_sqlite:  # the file lies there; on a server it goes with the rollback
            session.rollback()
    if database.folder is not None:
        (database.folder.files / lost[:2] / f"{lost}.part").write_bytes(b"half")
    with database.writing(Act("本机", NOW), "sweep") as session:
        assert sweep(session, files_of(session)) == (2 if database.is_sqlite else 1)
    with database.reading() as session:
        assert list(files_of(session).names()) == [kept]
    assert wrong(database) == []


def test_files_of_a_record_that_was_taken_out_are_not_swept(database):
    """Somebody deleted the row with an editor: its file is what may still prove it."""
    sha256 = attach(database, b"evidence")
    edit(database, "DELETE FROM attachment")
    with database.writing(ACT, "sweep") as session:
        assert sweep(session, files_of(session)) == 0
    with database.reading() as session:
        assert list(files_of(session).names()) == [sha256]


def test_nothing_is_swept_where_a_table_cannot_be_read(database):
    attach(database, b"photo")
    edit(database, "DROP TABLE paper" + ("" if database.is_sqlite else " CASCADE"))
    with database.writing(ACT, "sweep") as session:
        assert sweep(session, files_of(session)) == 0
