"""Frozen id lists: what goes in comes out, small, and with a hash anyone can make again."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.id_lists import hash_of_ids, pack_ids, unpack_ids

OFFICE_IDS = st.sets(st.integers(min_value=1, max_value=511 * 2**44 + 2**43)).map(sorted)


@given(OFFICE_IDS)
def test_ids_come_back(ids):
    assert unpack_ids(pack_ids(ids)) == tuple(ids)


def test_hash_is_that_of_the_decimal_lines():
    assert hash_of_ids([3, 17]) == hashlib.sha256(b"3\n17").hexdigest()


def test_a_long_list_is_small():
    assert len(pack_ids(range(1, 100_001))) < 1000
