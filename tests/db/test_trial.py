"""A trial leaves nothing: no record, no file, no number of the change log."""

import pytest
from sqlalchemy import func, select

from db.change import Change, ChangeSet, about
from db.session import files_of
from db.tables.office import Setting
from db.trial import trial
from tests.usecases.county import ACT


def settings(session) -> dict[str, str]:
    return {row.key: row.value for row in session.scalars(select(Setting))}


def test_what_was_tried_is_taken_back_and_the_rest_kept(database):
    with database.writing(ACT, "try_it") as session:
        kept = files_of(session).put(b"%PDF kept", "pdf")
        session.add(Setting(key="one", value="1"))
        about(session, "先")
        with trial(session):
            session.add(Setting(key="two", value="2"))
            about(session, "试")
            session.flush()
            assert set(settings(session)) == {"one", "two"}
            tried = files_of(session).put(b"%PDF tried", "pdf")
            assert files_of(session).get(kept) == b"%PDF kept"
        assert set(settings(session)) == {"one"}
        session.add(Setting(key="three", value="3"))
    with database.reading() as session:
        assert set(settings(session)) == {"one", "three"}
        assert session.scalars(select(ChangeSet.subject)).all()[-1] == "先"
        last = select(func.max(ChangeSet.n)).scalar_subquery()
        rows = select(func.count()).select_from(Change).join(ChangeSet).where(ChangeSet.n == last)
        assert session.scalar(rows) == 2
        names = set(files_of(session).names())
        assert kept in names
        assert tried not in names


def test_a_refusal_inside_is_passed_on_and_taken_back(database):
    def refused(session):
        with trial(session):
            session.add(Setting(key="two", value="2"))
            session.flush()
            raise ValueError("no")

    with database.writing(ACT, "try_it") as session:
        with pytest.raises(ValueError, match="no"):
            refused(session)
        session.add(Setting(key="three", value="3"))
    with database.reading() as session:
        assert set(settings(session)) == {"three"}
