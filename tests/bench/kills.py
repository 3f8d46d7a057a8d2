"""A writer that is killed again and again: what it had been told was saved is there afterwards.

``python -m tests.bench.kills --rounds N`` is the long form; the tests run ten rounds. Each round
a child saves records and files as fast as it can and prints the number of each commit when it
has returned; it is killed without warning at a moment nobody chose.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from db.change import ChangeSet
from db.session import Database, files_of
from db.tables.inspectors import Grid
from db.tables.signatures import Attachment
from db.verify import sweep
from tests.db.people import ACT, NOW, grid, wrong

ROOT = Path(__file__).resolve().parents[2]


def write_for_ever(place: str, turn: int) -> None:
    """The child: one commit after the other, each of a record, an edit and every third a file."""
    database = Database.open(place)
    count = 0
    while True:
        count += 1
        with database.writing(ACT, "save_record") as session:
            record = grid(f"{turn}-{count}")
            session.add(record)
            session.flush()
            record.code = str(count)
            if count % 3 == 0:
                content = f"{turn}-{count}".encode() * 5000
                session.add(
                    Attachment(
                        entity="grid",
                        record_id=record.id,
                        purpose="photo",
                        sha256=files_of(session).put(content, "jpg"),
                        suffix="jpg",
                        name="现场.jpg",
                        size=len(content),
                        added_on=NOW.date(),
                    )
                )
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()


def killed_once(place: str, turn: int) -> int:
    """Run a writer, kill it, and return the last commit it reported."""
    command = [sys.executable, "-X", "utf8", "-m", "tests.bench.kills"]
    child = subprocess.Popen(
        [*command, "--child", place, str(turn)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    told = child.stdout.readline()
    try:
        child.wait(random.uniform(0, 0.4))
    except subprocess.TimeoutExpired:
        child.kill()
    rest, _ = child.communicate()
    whole = [line for line in (told + rest).splitlines(keepends=True) if line.endswith(b"\n")]
    return int(whole[-1])


def check(place: str, turn: int, last: int) -> str:
    """Return what is amiss in the office after a kill, or nothing."""
    database = Database.open(place)
    try:
        with database.writing(ACT, "sweep") as session:
            sweep(session, files_of(session))
        found = wrong(database)
        with database.reading() as session:
            numbers = [row.n for row in session.query(ChangeSet).order_by(ChangeSet.n)]
            names = {row.name: row.code for row in session.query(Grid)}
    finally:
        database.close()
    lost = [count for count in range(1, last + 1) if names.get(f"{turn}-{count}") != str(count)]
    gaps = numbers != list(range(1, len(numbers) + 1))
    return "；".join(
        [
            *(f"核验：{one}" for one in found),
            *(["操作编号有缺"] if gaps else []),
            *([f"丢了 {len(lost)} 次保存"] if lost else []),
        ]
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--child", nargs=2)
    given = options.parse_args()
    if given.child:
        write_for_ever(given.child[0], int(given.child[1]))
    amiss = 0
    with tempfile.TemporaryDirectory() as scratch:
        place = str(Path(scratch) / "office")
        for turn in range(given.rounds):
            last = killed_once(place, turn)
            said = check(place, turn, last)
            amiss += bool(said)
            after = f"；{said}" if said else "，都在"
            sys.stdout.write(f"第 {turn + 1} 次断电：{last} 次保存{after}\n")
    return min(amiss, 1)


if __name__ == "__main__":
    sys.exit(main())
