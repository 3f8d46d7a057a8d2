"""Charts on paper: every value is printed, nothing lies over another, greys alone tell series."""

import io

import pdfplumber
import pytest

from desktop.documents.chart_frame import Series, scale
from desktop.documents.charts import BarChart, StackedChart, TrendChart
from desktop.documents.page import Form, Paper, render_paper
from tests.documents.reading import LEFT, MM, RIGHT, pdfium_text

MONTHS = tuple(f"{number}月" for number in range(1, 13))
ORDINARY = Series("一般隐患", (12, 30, 41, 22, 18, 9, 33, 27, 25, 31, 17, 28))
MAJOR = Series("重大隐患", (1, 2, 0, 3, 1, None, 2, 1, 4, 2, 0, 5))
RATE = Series("整改率", (82.5, 90, 91.2, 88, None, 95, 96.1, 97, 98.2, 97.9, 100, 100))


def printed(chart):
    return render_paper(Paper("图", Form.REPORT, "椰城县住房和城乡建设局", (chart,)))


def first_page(chart):
    with pdfplumber.open(io.BytesIO(printed(chart))) as opened:
        page = opened.pages[0]
        return page.chars, page.lines, page.curves + page.rects


@pytest.mark.parametrize("kind", [BarChart, StackedChart, TrendChart])
def test_title_labels_names_and_values_are_printed(kind):
    words = pdfium_text(printed(kind("各月隐患", MONTHS, (ORDINARY, MAJOR), "项")))
    for said in ("各月隐患", "单位：项", "一般隐患", "重大隐患", *MONTHS):
        assert said in words, said
    # 41 stands neither on the axis nor in any other value, label or sum of this chart.
    assert "41" in words


def test_what_is_not_known_is_a_dash_and_nought_is_nought():
    words = pdfium_text(printed(BarChart("图", ("甲", "乙"), (Series("数", (None, 0)),))))
    assert "—" in words
    words = pdfium_text(printed(BarChart("图", ("甲",), (Series("数", (3,)),))))
    assert "—" not in words.replace("—1—", "")


def test_the_sum_of_the_parts_stands_over_a_stacked_bar():
    chart = StackedChart("图", ("甲",), (Series("数", (37,)), Series("别", (46,))))
    assert "83" in pdfium_text(printed(chart))


@pytest.mark.parametrize("kind", [BarChart, StackedChart, TrendChart])
@pytest.mark.parametrize("series", [(ORDINARY,), (ORDINARY, MAJOR), (RATE, ORDINARY, MAJOR)])
def test_no_two_words_lie_over_each_other_and_all_is_in_the_measure(kind, series):
    chars, lines, areas = first_page(kind("各月隐患情况", MONTHS, series, "项"))
    for number, one in enumerate(chars):
        for other in chars[number + 1 :]:
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across < 1 or down < 3.5, (one["text"], other["text"])
    for mark in (*lines, *areas):
        assert mark["x0"] >= LEFT - 0.1
        assert mark["x1"] <= RIGHT + 0.1
    for char in chars:
        assert char["x0"] >= LEFT - 0.1
        assert char["x1"] <= RIGHT + 0.1


def grey(colour):
    """The one shade of a colour that is no colour."""
    parts = set(colour) if isinstance(colour, tuple) else {colour}
    assert len(parts) == 1
    return parts.pop()


def test_bars_are_as_high_as_their_values():
    _, _, areas = first_page(BarChart("图", ("甲", "乙"), (Series("数", (10, 5)),), height=50.0))
    bars = sorted(a["height"] for a in areas if grey(a["non_stroking_color"]) == 0.3)
    assert bars == pytest.approx([25 * MM, 50 * MM], abs=0.5)


def test_nothing_is_told_by_colour():
    _, lines, areas = first_page(BarChart("图", MONTHS, (ORDINARY, MAJOR, RATE)))
    for mark in areas:
        grey(mark["non_stroking_color"])
    assert len({area["non_stroking_color"] for area in areas}) >= 3
    for mark in lines:
        grey(mark["stroking_color"])


@pytest.mark.parametrize(
    ("values", "most"),
    [((0,), 1), ((None,), 1), ((3, 5), 5), ((7,), 8), ((23,), 25), ((250,), 250), ((98.2,), 100)],
)
def test_the_scale_ends_at_a_round_figure_that_holds_all(values, most):
    assert scale(values, 0.0, 100.0).most == pytest.approx(most)


def test_a_series_of_another_length_is_no_chart():
    with pytest.raises(ValueError, match="2 values, 3 labels"):
        BarChart("图", ("甲", "乙", "丙"), (Series("数", (1, 2)),))
