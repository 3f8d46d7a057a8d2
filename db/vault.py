"""Secrets of the record: identity numbers and reporters, sealed by the office's own key.

AES-GCM keeps the text, an HMAC beside it serves equality and uniqueness. Sealing is called by
name at the one place that stores a secret instead of hiding in a column type, so that two
offices open in one process never share a key. It protects a lost database or packet, not a
stolen folder, in which the key lies too.
"""

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.errors import StoreProblem, os_problem

KEY_BYTES = 32
_NONCE = 12


class Vault:
    """Seals, opens and compares the secrets of one office."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(hashlib.sha256(b"seal" + key).digest())
        self._mac = hashlib.sha256(b"equal" + key).digest()

    def seal(self, text: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), None)

    def open(self, sealed: bytes) -> str:
        """Return the text; raises StoreProblem where the key or the bytes are not the office's."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()
        except (InvalidTag, ValueError) as error:
            raise StoreProblem("这项保密内容用本机的密钥打不开，请核对 office.key。") from error

    def equal_key(self, text: str) -> bytes:
        return hmac.new(self._mac, text.encode(), hashlib.sha256).digest()

    def fingerprint(self) -> bytes:
        """Return what the office's row keeps, to tell a foreign key at opening."""
        return self.equal_key("office.key")[:16]


def read_key(path: Path, *, at_server: bool = False) -> bytes:
    """Return the key at ``path``; a missing or broken one is a StoreProblem."""
    if not path.exists():
        if at_server:
            raise StoreProblem(
                f"本机没有这个办公室的密钥，请把第一台电脑上的同一文件拷到“{path}”。"
            )
        raise StoreProblem(f"办公室的密钥“{path}”不见了，请从备份里恢复它。")
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise os_problem(error, f"密钥“{path}”读不出来") from error
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreProblem(f"密钥文件“{path}”已损坏，请从备份里恢复它。")
    return key


def make_key(path: Path) -> bytes:
    """Make a key at ``path``, readable by its owner alone; one made meanwhile is kept."""
    key = os.urandom(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_key(path, key)
    except FileExistsError:
        return read_key(path)
    except OSError as error:
        raise os_problem(error, f"密钥“{path}”没能写下") from error
    return key


def write_key(path: Path, key: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
