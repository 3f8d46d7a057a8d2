"""Every paper of the demo carries the code under which its record is found."""

import json
from pathlib import Path

import pypdfium2
import zxingcpp
from sqlalchemy import select

from db.session import Database
from db.tables.papers import Paper
from desktop.documents.qr import read_code


def codes_of(path: Path):
    opened = pypdfium2.PdfDocument(path)
    try:
        return [
            {
                read_code(one.text).digits
                for one in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil().convert("L"))
            }
            for page in opened
        ]
    finally:
        opened.close()


def test_each_page_of_each_stored_paper_says_the_code_of_its_row(demo):
    office = Database.open(str(demo / "office"))
    with office.reading() as session:
        known = set(session.scalars(select(Paper.code).where(Paper.code.is_not(None))))
    office.close()
    index = json.loads((demo / "papers" / "index.json").read_text("utf-8"))
    first = {one["kind"]: one["file"] for one in reversed(index)}
    bound = codes_of(demo / "papers" / first.pop("dossier"))
    assert len({code for page in bound for code in page} & known) > 1, "of the papers in it"
    for kind, file in first.items():
        for page in codes_of(demo / "papers" / file):
            assert len(page) == 1, (kind, file)
            assert page <= known, (kind, file)
