"""The notice as one writes it on a bare canvas: the reference of the papers' bench."""

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.fonts import Face
from desktop.documents.rectification_notice import RectificationSheet
from desktop.domain.calendar import chinese_date
from desktop.reference.resources import resource

MM = 72 / 25.4
_LEFT, _TOP, _WIDE, _DEEP = 28 * MM, 260 * MM, 156 * MM, 225 * MM
_FANG, _HEI, _SONG, _TITLE = "bare-fang", "bare-hei", "bare-song", "bare-title"
_FONTS = {_FANG: Face.FANG, _HEI: Face.HEI, _SONG: Face.SONG, _TITLE: Face.TITLE}
_OPENING = (
    "{visited}，我局监督人员{officers}对{project}（{part}）进行监督检查，发现下列{count}项安全隐患。",
    "依据《中华人民共和国安全生产法》第六十五条第一款第（二）项、第（三）项和"
    "《建设工程安全生产管理条例》第四十三条的规定，责令你单位限期整改。",
)
_ORDERS = (
    (
        "一、整改期限。",
        "以上隐患应当于{due}18时前整改完毕；表中另有期限的，从其期限。"
        "整改应当立即组织，整改期间应当采取措施保证安全。",
    ),
    (
        "二、整改回复和复查。",
        "整改应当明确责任人、措施、资金、期限和应急预案。整改完成后，由建设单位"
        "组织验收，逐条写明整改措施、整改责任人并附整改前后照片，经建设、施工、监理单位项目负责人签字、"
        "单位盖章后，在整改期限届满前书面报送，申请复查。",
    ),
    ("", "整改情况由{rechecked}负责复查。"),
    ("", "联系方式：{contact}。"),
    (
        "三、逾期后果。",
        "未采取措施消除事故隐患的，依照《中华人民共和国安全生产法》第一百零二条的规定，"
        "责令立即消除或者限期消除，处五万元以下的罚款；拒不执行的，责令停产停业整顿，"
        "对直接负责的主管人员和其他直接责任人员处五万元以上十万元以下的罚款；构成犯罪的，依法追究刑事责任。",
    ),
)


def bare_canvas(target: io.BytesIO) -> Canvas:
    """A canvas with the same font files, parsed once and used as the library uses them."""
    if _FANG not in pdfmetrics.getRegisteredFontNames():
        for name, face in _FONTS.items():
            path = str(resource(f"fonts/{face.value}.ttf"))
            pdfmetrics.registerFont(TTFont(name, path, asciiReadable=False))
    return Canvas(target, pagesize=(210 * MM, 297 * MM), initialFontName=_SONG)


class BareNotice:
    """Draws notices on a canvas; lines are broken by the width of their characters alone."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._y = 0.0
        self._page = 1

    def draw(self, sheet: RectificationSheet) -> None:
        names = {
            "visited": chinese_date(sheet.visited),
            "officers": "、".join(officer.name for officer in sheet.inspectors),
            "project": sheet.project,
            "part": sheet.part,
            "count": len(sheet.items),
            "due": chinese_date(sheet.due),
            "rechecked": sheet.rechecked_by,
            "contact": sheet.contact,
        }
        self._centred(sheet.issuer, 18.0)
        self._centred("责令限期整改通知书", 22.0)
        self._paragraph(sheet.number)
        self._paragraph(f"{sheet.addressee}：")
        for text in _OPENING:
            self._paragraph(text.format(**names))
        self._items(sheet)
        for lead, text in _ORDERS:
            self._paragraph(text.format(**names), lead)
        self._paragraph(sheet.issuer)
        self._paragraph(chinese_date(sheet.issued))
        self._paragraph(f"抄送：{'、'.join(sheet.copied_to)}。", size=14.0)
        self._signatures(sheet)
        self._end()

    def _items(self, sheet: RectificationSheet) -> None:
        columns = (12.0, 94.0, 50.0)
        self._row(columns, ("序号", "部位、存在的问题及依据", "整改要求及期限"), _HEI)
        for number, item in enumerate(sheet.items, start=1):
            part = f"{item.part}：" if item.part else ""
            found = f"{part}{item.description}\n依据：{item.citation}"
            due = f"{chinese_date(item.due or sheet.due)}前"
            self._row(columns, (str(number), found, f"{item.requirement}\n{due}"), _FANG)

    def _signatures(self, sheet: RectificationSheet) -> None:
        for officer in sheet.inspectors:
            name = f"{officer.name}\n执法证号：{officer.card}"
            day = "年　　月　　日"
            self._row((36.0, 80.0, 40.0), ("监督人员\n（签名）", name, day), _FANG)
        self._row((36.0, 80.0, 40.0), ("签收人\n（签章）", "", "年　　月　　日"), _FANG)

    def _centred(self, text: str, size: float) -> None:
        self._canvas.setFont(_TITLE, size)
        self._canvas.drawCentredString(_LEFT + _WIDE / 2, _TOP - self._y - size, text)
        self._y += size * 1.6

    def _paragraph(self, text: str, lead: str = "", size: float = 16.0) -> None:
        for number, line in enumerate(broken(lead + text, _FANG, size, _WIDE)):
            self._room(28.95)
            y = _TOP - self._y - size
            x = _LEFT
            shown = line
            if lead and not number:
                self._canvas.setFont(_HEI, size)
                self._canvas.drawString(x, y, lead)
                x += len(lead) * size
                shown = line[len(lead) :]
            self._canvas.setFont(_FANG, size)
            self._canvas.drawString(x, y, shown)
            self._y += 28.95

    def _row(self, columns: Sequence[float], texts: Sequence[str], font: str) -> None:
        cells = [
            broken(text, font, 12.0, (wide - 3) * MM)
            for wide, text in zip(columns, texts, strict=True)
        ]
        high = max(map(len, cells)) * 16.2 + 5
        self._room(high)
        self._canvas.setFont(font, 12.0)
        x, top = _LEFT, _TOP - self._y
        for wide, lines in zip(columns, cells, strict=True):
            for number, line in enumerate(lines):
                self._canvas.drawString(x + 1.5 * MM, top - 14 - number * 16.2, line)
            self._canvas.line(x, top, x, top - high)
            x += wide * MM
        self._canvas.line(x, top, x, top - high)
        self._canvas.line(_LEFT, top, x, top)
        self._canvas.line(_LEFT, top - high, x, top - high)
        self._y += high

    def _room(self, high: float) -> None:
        if self._y + high > _DEEP:
            self._end()

    def _end(self) -> None:
        self._canvas.setFont(_SONG, 14.0)
        self._canvas.drawString(_LEFT, 30, f"—{self._page}—")
        self._canvas.showPage()
        self._page += 1
        self._y = 0.0


def broken(text: str, font: str, size: float, room: float) -> list[str]:
    """Lines as wide as the room; nothing is known of marks, dates or words."""
    widths = pdfmetrics.getFont(font).face.charWidths
    lines = []
    for part in text.split("\n"):
        begun, reach = 0, 0.0
        for place, char in enumerate(part):
            wide = widths.get(ord(char), 1000) * size / 1000
            if reach + wide > room:
                lines.append(part[begun:place])
                begun, reach = place, 0.0
            reach += wide
        lines.append(part[begun:])
    return lines
