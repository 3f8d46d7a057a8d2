"""``python -m tests.bench``: every measure in one run; 1 where a bar is missed.

A bar is missed only if the median and the best round miss it: one slow round may be another
program's doing, a best round that misses is ours.
"""

import sys
from statistics import median
from typing import Any

from tests.bench import import_hazards, papers, save, start, verify

MEASURES = (
    start.measure,
    import_hazards.measure,
    save.measure,
    verify.measure,
    papers.measure_files,
    papers.measure_print,
)


def main() -> int:
    missed = 0
    for measure in MEASURES:
        found: dict[str, Any] = measure()
        middle, best = median(found["ratios"]), min(found["ratios"])
        kept = min(middle, best) <= found["bar"]
        missed += not kept
        word = "达标" if kept else "未达标"
        print(
            f"{word}  {middle:.2f}×（最好 {best:.2f}×，应 ≤ {found['bar']}×）  {found['name']}",
            flush=True,
        )
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
