"""The backup file: a zip of manifest.json, office.db, the files and the key.

The key lies in it wrapped by a passphrase where one was given, else as it is.
"""

import contextlib
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.errors import StoreProblem
from db.vault import KEY_BYTES

MANIFEST = "manifest.json"
RECORD = "office.db"
FORMAT = 1
_KEY = "office.key"
_WRAPPED = "office.key.wrapped"
_SALT, _NONCE = 16, 12
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Manifest:
    """What a backup file says of itself; ``whole`` tells whether the files lie in it."""

    made_at: str
    records: int
    files: int
    whole: bool
    wrapped: bool
    sha256: str

    def text(self) -> str:
        said = {
            "format": FORMAT,
            "made_at": self.made_at,
            "records": self.records,
            "files": self.files,
            "whole": self.whole,
            "wrapped": self.wrapped,
            RECORD: self.sha256,
        }
        return json.dumps(said, ensure_ascii=False, indent=1)


def foreign(file: Path) -> StoreProblem:
    if not file.exists():
        return StoreProblem(f"找不到备份文件“{file}”，请检查路径和文件名。")
    return StoreProblem(f"“{file}”打不开：不是治本的备份文件，或已损坏。")


class Bundle:
    """A backup file open for reading; whatever is broken in it is a StoreProblem."""

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self.file = file
        self._archive = archive
        self.names = archive.namelist()
        self.manifest = self._manifest()

    def _manifest(self) -> Manifest:
        try:
            said: dict[str, Any] = json.loads(self.read(MANIFEST))
            version = int(said["format"])
            manifest = Manifest(
                str(said["made_at"]),
                int(said["records"]),
                int(said["files"]),
                bool(said["whole"]),
                bool(said["wrapped"]),
                str(said[RECORD]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise foreign(self.file) from error
        if version > FORMAT:
            raise StoreProblem("这个备份由更新版本的治本制作，请先升级程序。")
        return manifest

    def read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except _BROKEN as error:
            raise foreign(self.file) from error

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a member piece by piece."""
        try:
            with self._archive.open(name) as member:
                while piece := member.read(1 << 20):
                    yield piece
        except _BROKEN as error:
            raise foreign(self.file) from error

    def file_names(self) -> list[str]:
        return [name for name in self.names if name.startswith("files/")]

    def check(self) -> None:
        """Read every byte back and hold it against its hash."""
        wanted = {RECORD: self.manifest.sha256}
        wanted.update((name, Path(name).stem) for name in self.file_names())
        for name, sha256 in wanted.items():
            running = hashlib.sha256()
            for piece in self.pieces(name):
                running.update(piece)
            if running.hexdigest() != sha256:
                raise StoreProblem(f"备份里的 {Path(name).name[:16]} 与清单不符，备份文件已损坏。")

    def key(self, passphrase: str | None) -> bytes | None:
        """Return the office's key; None where the backup was made without."""
        if _WRAPPED in self.names:
            if not passphrase:
                raise StoreProblem("这个备份的密钥有口令保护，请用 --passphrase 给出口令。")
            return self._unwrapped(passphrase)
        if _KEY not in self.names:
            return None
        return self._right(self.read(_KEY))

    def _right(self, written: bytes, size: int = KEY_BYTES) -> bytes:
        try:
            key = bytes.fromhex(written.decode())
        except ValueError as error:
            raise foreign(self.file) from error
        if len(key) < size:
            raise foreign(self.file)
        return key

    def _unwrapped(self, passphrase: str) -> bytes:
        sealed = self._right(self.read(_WRAPPED), _SALT + _NONCE + KEY_BYTES)
        salt, nonce = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE]
        wrapped = sealed[_SALT + _NONCE :]
        try:
            return AESGCM(_from_passphrase(passphrase, salt)).decrypt(nonce, wrapped, None)
        except InvalidTag as error:
            raise StoreProblem("口令不对，没有恢复任何内容。") from error


@contextlib.contextmanager
def open_bundle(file: Path) -> Iterator[Bundle]:
    try:
        archive = zipfile.ZipFile(file)
    except (*_BROKEN, NotImplementedError) as error:
        raise foreign(file) from error
    with archive:
        yield Bundle(file, archive)


def add_key(archive: zipfile.ZipFile, key: bytes | None, passphrase: str | None) -> None:
    """Put the key into a backup being written."""
    if key is None:
        return
    if passphrase is None:
        archive.writestr(_KEY, key.hex())
        return
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    wrapped = AESGCM(_from_passphrase(passphrase, salt)).encrypt(nonce, key, None)
    archive.writestr(_WRAPPED, (salt + nonce + wrapped).hex())


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 << 20, dklen=32
    )
