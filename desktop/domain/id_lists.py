"""Frozen lists of record ids: sorted, the steps between them, compressed; with count and hash.

The hash is that of the ids as decimal lines, so that anyone can make it again without this code.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence


def pack_ids(ids: Sequence[int]) -> bytes:
    """``ids`` ascending, without doubles."""
    packed = bytearray()
    last = 0
    for one in ids:
        step = one - last
        if step <= 0 and packed:
            raise ValueError("ids must ascend")
        last = one
        while step > 127:
            packed.append(step & 127 | 128)
            step >>= 7
        packed.append(step)
    return zlib.compress(bytes(packed), 9)


def unpack_ids(packed: bytes) -> tuple[int, ...]:
    """The ids again; raises ValueError where the bytes are no such list."""
    ids: list[int] = []
    last = step = shift = 0
    try:
        steps = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("no packed list of ids") from error
    for byte in steps:
        step |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            last += step
            ids.append(last)
            step = shift = 0
    return tuple(ids)


def hash_of_ids(ids: Iterable[int]) -> str:
    return hashlib.sha256("\n".join(str(one) for one in ids).encode()).hexdigest()
