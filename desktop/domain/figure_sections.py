"""The sections a report sets its figures in, by the first letter of their codes."""

SECTIONS = {
    "A": "基数",
    "B": "排查",
    "C": "隐患",
    "D": "措施",
    "E": "处罚",
    "F": "机械与危大工程",
    "G": "培训宣传",
    "H": "履职",
    "I": "事故",
}


def section_words(code: str) -> str:
    """A　基数, for a figure's code or a section's letter."""
    letter = code[:1]
    return f"{letter}　{SECTIONS.get(letter, '其他')}"
