"""附件: a photo or scan kept beside a record, named by the hash of its bytes."""

from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy.orm import Session

from db.act import Act
from db.ids import new_id
from db.session import files_of
from db.tables.signatures import Attachment
from desktop.domain.errors import KnownProblem
from desktop.exchange.photos import read_photo

_MOST = 64 * 2**20
_PDF = b"%PDF"


@dataclass(frozen=True)
class NewFile:
    """A file as it was chosen: its name and its bytes."""

    name: str
    content: bytes


def attach(
    session: Session,
    entity: str,
    record_id: int,
    file: NewFile,
    act: Act,
    *,
    purpose: str = "evidence",
) -> Attachment:
    """Keep the original; a photo's own time is read, never made up."""
    if len(file.content) > _MOST:
        raise KnownProblem(f"“{file.name}”超过 {_MOST // 2**20} MB，请先缩小再添加")
    is_pdf = file.content.startswith(_PDF)
    facts = None if is_pdf else read_photo(file.name, file.content)
    suffix = "pdf" if facts is None else facts.suffix
    kept = Attachment(
        id=new_id(session),
        entity=entity,
        record_id=record_id,
        purpose=purpose,
        sha256=files_of(session).put(file.content, suffix),
        suffix=suffix,
        name=PurePath(file.name).name,
        size=len(file.content),
        taken_at=facts.taken_at if facts else None,
        has_exif=bool(facts and facts.taken_at),
        added_on=act.today,
    )
    session.add(kept)
    return kept
