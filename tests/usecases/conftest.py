"""The county of these tests: on both databases, or on one PC where the rule is all that counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.session import Database
from tests.usecases.import_county import County


@pytest.fixture
def county(database: Database, tmp_path: Path) -> County:
    return County(database, tmp_path)


@pytest.fixture
def pc_county(office: Path, tmp_path: Path) -> Iterator[County]:
    opened = Database.open(str(office))
    yield County(opened, tmp_path)
    opened.close()
