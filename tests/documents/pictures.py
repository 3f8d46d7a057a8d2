"""Every kind of paper as pictures beside its measures: ``python -m tests.documents.pictures OUT``.

For whoever looks: OUT/<kind>-<pages>.pdf, its pages as PNG, and OUT/<kind>-<pages>.txt with what
paper-check says of it.
"""

import sys
from pathlib import Path

import pypdfium2

from desktop.documents.measure import measure
from tests.documents.every_kind import KINDS, SIZES, Kind

_SCALE = 1.5


def write_pictures(out: Path, kinds: tuple[Kind, ...] = KINDS, full: bool = True) -> list[Path]:
    """Write them, the full sheet too; the files that were written."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in kinds:
        sheets = {str(size): kind.of_pages(size) for size in SIZES}
        if full:
            sheets["full"] = kind.full
        for name, sheet in sheets.items():
            written += _write(out / f"{kind.kind.value}-{name}", kind.render(sheet))
    return written


def _write(stem: Path, data: bytes) -> list[Path]:
    paper, told = stem.with_suffix(".pdf"), stem.with_suffix(".txt")
    paper.write_bytes(data)
    report = measure(data)
    lines = [one.as_words() for one in report.measures]
    told.write_text("\n".join([f"{report.form or ''} {report.pages} 页", *lines]), "utf-8")
    pictures = []
    opened = pypdfium2.PdfDocument(data)
    for number, page in enumerate(opened, start=1):
        picture = stem.with_name(f"{stem.name}-{number}.png")
        page.render(scale=_SCALE).to_pil().save(picture)
        pictures.append(picture)
    opened.close()
    return [paper, told, *pictures]


if __name__ == "__main__":
    for path in write_pictures(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
