"""A PostgreSQL server for the length of one test run, in a folder that goes away with it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

PLACES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "C:/Program Files/PostgreSQL")
USER = "zhiben"
# The cluster lives for minutes and is thrown away: safety against power loss is not asked of it.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=64MB",
    "max_connections=60",
    "timezone=UTC",
)
START_SECONDS = 60
ROOM = 2 * 1024**3


class Server:
    """A running cluster; each test takes databases of its own from it."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self._made = 0

    def url(self, name: str) -> str:
        if self.host.startswith("/"):
            return f"postgresql+psycopg://{USER}@/{name}?host={self.host}&port={self.port}"
        return f"postgresql+psycopg://{USER}@{self.host}:{self.port}/{name}"

    def create(self, template: str | None = None) -> str:
        """A new database, empty or a copy of ``template``; its name."""
        self._made += 1
        name = f"office_{self._made}"
        self._run(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return name

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with self._connect() as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=self.host, port=self.port, user=USER, dbname="postgres", autocommit=True
        )

    def wait(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        """Until it answers; a server that ended shows what it said."""
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(log.read_text(errors="replace")) from None
                time.sleep(0.05)
            else:
                return


def binaries() -> Path | None:
    """The folder of the newest server on this machine: Debian keeps it off the path."""
    found = [initdb for place in PLACES for initdb in Path(place).glob("*/bin/initdb*")]
    if found:
        return max(found, key=lambda path: _version(path.parent.parent.name)).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(folder: str) -> int:
    digits = "".join(sign for sign in folder.partition(".")[0] if sign.isdigit())
    return int(digits or 0)


@contextmanager
def cluster(folder: Path) -> Iterator[Server]:
    """A fresh cluster of the programs in ``folder``; it runs as an ordinary user even for root."""
    home = Path(tempfile.mkdtemp(prefix="zb-", dir=_quickest()))
    identity = _ordinary_user(home)
    data, log = home / "data", home / "log"
    try:
        initdb = [folder / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [*initdb, "--locale=C", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=home,
            **identity,
        )
        server, place = _address(home)
        command = [folder / "postgres", "-D", data, *place]
        for setting in SETTINGS:
            command += ["-c", setting]
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, stdout=said, stderr=said, cwd=home, start_new_session=True, **identity
            )
        try:
            server.wait(process, log)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _quickest() -> str | None:
    """Memory, where the system lends some as a folder: a database a test halves the time there."""
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        return None
    return str(memory) if shutil.disk_usage(memory).free > ROOM else None


def _address(home: Path) -> tuple[Server, list[str]]:
    """A socket in the folder where the system has such; else a free port of this machine alone."""
    if os.name == "posix":
        return Server(str(home), 5432), ["-k", str(home), "-c", "listen_addresses="]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Server("127.0.0.1", port), ["-p", str(port), "-c", "listen_addresses=127.0.0.1"]


def _ordinary_user(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses root; the package's own user, or nobody, then owns the folder."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return {
        "user": user.pw_uid,
        "group": user.pw_gid,
        "extra_groups": [],
        "env": {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C"},
    }
