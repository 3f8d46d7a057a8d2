"""Scans of papers that came back: the codes on their pages, and the pages of one paper alone.

A scan is a picture or a PDF, of one paper or of a whole pile, whichever way it lay on the glass.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.errors import KnownProblem
from desktop.reference.pdfium import TURN

ENDINGS = frozenset({"pdf", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp"})
_DOTS = (200, 300, 400)
"""A page of a PDF is looked at again more closely where nothing was found."""

_INCH = 72
_LARGE = 5000
"""A picture as wide as this shows its codes without being enlarged."""


@dataclass(frozen=True)
class ScannedPage:
    """One page of a file, counted from 1, with the words of the codes on it."""

    number: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class ScannedFile:
    """A file with its pages; ``problem`` says why it could not be opened."""

    path: Path
    pages: tuple[ScannedPage, ...] = ()
    problem: str = ""


def scan_files(places: Sequence[Path]) -> tuple[Path, ...]:
    """The files among these, and those in the folders among them, by their names."""
    found: dict[Path, None] = {}
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        found.update((one, None) for one in inside if _is_scan(one))
    return tuple(found)


def _is_scan(path: Path) -> bool:
    return path.suffix.lower().lstrip(".") in ENDINGS and path.is_file()


def read_scan(path: Path, between: Callable[[], None]) -> ScannedFile:
    """Every page with its codes; a file that cannot be opened is told, not raised.

    ``between`` is called after each page: whoever waits may stop it there.
    """
    found: list[ScannedPage] = []
    try:
        for page in _codes_of_pdf(path) if _is_pdf(path) else _codes_of_picture(path):
            found.append(page)
            between()
        return ScannedFile(path, tuple(found))
    except KnownProblem as problem:
        return ScannedFile(path, problem=str(problem))
    except OSError:
        return ScannedFile(path, problem="文件读不出来，请查看它是否还在、是否被占用")


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def _codes_of_pdf(path: Path) -> Iterator[ScannedPage]:
    content = path.read_bytes()
    for place in range(_opened(content, len)):
        yield ScannedPage(place + 1, _codes_of_page(content, place))


def _codes_of_page(content: bytes, place: int) -> tuple[str, ...]:
    for dots in _DOTS:
        found = _seen(_drawn(content, place, dots))
        if found:
            return found
    return ()


def _drawn(content: bytes, place: int, dots: int) -> Any:
    return _opened(content, lambda pdf: pdf[place].render(scale=dots / _INCH).to_pil())


def _opened(content: bytes, look: Callable[[Any], Any]) -> Any:
    """What is asked of a PDF; others get their turn at the library between two questions."""
    import pypdfium2

    with TURN:
        try:
            document = pypdfium2.PdfDocument(content)
            try:
                return look(document)
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise KnownProblem("PDF 文件已损坏或设有密码，请重新扫描") from error


def _codes_of_picture(path: Path) -> Iterator[ScannedPage]:
    from PIL import ImageOps  # noqa: PLC0415 - only where scans come in

    for number, frame in enumerate(_frames(path.read_bytes()), start=1):
        yield ScannedPage(number, _seen_larger(ImageOps.exif_transpose(frame)))


def _seen_larger(picture: Any) -> tuple[str, ...]:
    found = _seen(picture)
    if not found and max(picture.size) < _LARGE:
        found = _seen(picture.convert("RGB").resize((picture.width * 2, picture.height * 2)))
    return found


def _frames(content: bytes) -> Iterator[Any]:
    """The picture, or each page of a TIFF."""
    from PIL import Image, ImageSequence, UnidentifiedImageError  # noqa: PLC0415 - as above

    try:
        with Image.open(io.BytesIO(content)) as picture:
            for frame in ImageSequence.Iterator(picture):
                yield frame.copy()
    except (UnidentifiedImageError, SyntaxError, Image.DecompressionBombError) as error:
        raise KnownProblem("不是能打开的图片，请重新扫描") from error


def _seen(picture: Any) -> tuple[str, ...]:
    """The codes on a page: as it is, then as through red glass, where a seal vanishes."""
    plain = picture.convert("RGB")
    return _codes(plain.convert("L")) or _codes(plain.getchannel("R"))


def _codes(picture: Any) -> tuple[str, ...]:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return tuple(dict.fromkeys(one.text for one in found))


def pages_alone(path: Path, pages: Sequence[int], of: int) -> bytes:
    """The bytes of these pages; the file as it is where they are all it has."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KnownProblem(f"“{path.name}”读不出来，请查看它是否还在、是否被占用") from error
    if len(pages) == of:
        return content
    return _cut_pdf(content, pages) if _is_pdf(path) else _cut_picture(content, pages)


def _cut_pdf(content: bytes, pages: Sequence[int]) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    target = io.BytesIO()
    try:
        reader, writer = PdfReader(io.BytesIO(content)), PdfWriter()
        for number in pages:
            writer.add_page(reader.pages[number - 1])
        writer.write(target)
    except (PyPdfError, ValueError, KeyError, TypeError) as error:
        raise KnownProblem("PDF 文件不能拆开，请每份文书单独扫描") from error
    return target.getvalue()


def _cut_picture(content: bytes, pages: Sequence[int]) -> bytes:
    target = io.BytesIO()
    first, *others = [one for n, one in enumerate(_frames(content), start=1) if n in pages]
    first.save(target, "TIFF", save_all=True, append_images=others, compression="tiff_lzw")
    return target.getvalue()
