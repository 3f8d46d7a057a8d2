"""What a photo tells of itself: its format, and the time its camera wrote into it.

Nothing is made up: a photo without that time is 无拍摄信息.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.domain.errors import KnownProblem

_SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "TIFF": "tif", "BMP": "bmp", "MPO": "jpg"}
_ENDINGS = frozenset({"jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "mpo"})
_PRINTED = 1000
_QUALITY = 78
_TAKEN = 36867
_CHANGED = 306
_EXIF_PART = 34665


@dataclass(frozen=True)
class PhotoFacts:
    """``taken_at`` is the camera's own clock, as 2026-10-12T09:31:00; None where it wrote none."""

    suffix: str
    taken_at: str | None


def read_photo(name: str, content: bytes) -> PhotoFacts:
    """Look into the photo; a file that is no picture is refused by its name."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only where photos come in

    try:
        with Image.open(io.BytesIO(content)) as picture:
            suffix = _SUFFIXES.get(picture.format or "")
            exif = picture.getexif()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise KnownProblem(f"“{name}”不是能打开的图片，请选手机或相机拍的原图") from None
    if suffix is None:
        raise KnownProblem(f"“{name}”的图片格式不能保存，请用 JPG 或 PNG")
    written = exif.get_ifd(_EXIF_PART).get(_TAKEN) or exif.get(_CHANGED)
    return PhotoFacts(suffix, _moment(written))


@dataclass(frozen=True)
class FoundPhoto:
    """A photo in a folder; ``taken`` is None where its camera wrote no time."""

    path: Path
    taken: datetime | None


def find_photos(folder: Path) -> tuple[FoundPhoto, ...]:
    """The photos of a folder and of those in it, by their time; what is no picture is left out."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower().lstrip(".") in _ENDINGS and path.is_file():
            try:
                moment = read_photo(path.name, path.read_bytes()).taken_at
            except (KnownProblem, OSError):
                continue
            taken = datetime.fromisoformat(moment) if moment else None
            found.append(FoundPhoto(path, taken))
    return tuple(sorted(found, key=lambda one: (one.taken is None, str(one.taken), one.path)))


@dataclass(frozen=True)
class PrintCopy:
    """A photo scaled for paper, as JPEG without what its camera wrote into it."""

    wide: int
    high: int
    content: bytes


def print_copy(content: bytes, most: int = _PRINTED) -> PrintCopy:
    """The photo as it is seen, at most so many dots wide or high; the original is not touched."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only where photos are printed

    with Image.open(io.BytesIO(content)) as picture:
        seen = ImageOps.exif_transpose(picture).convert("RGB")
    seen.thumbnail((most, most))
    target = io.BytesIO()
    seen.save(target, "JPEG", quality=_QUALITY)
    return PrintCopy(seen.width, seen.height, target.getvalue())


def _moment(written: object) -> str | None:
    try:
        moment = datetime.strptime(str(written).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera knows no zone
    except ValueError:
        return None
    return moment.isoformat()
