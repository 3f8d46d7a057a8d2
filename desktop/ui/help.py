"""F1: what this screen is for, and the keys that work on it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

_KEYS = """
- **Ctrl+K** 查找任何记录　**Alt+←** 回到上一页　**F5** 刷新
- **Ctrl+F** 筛选　**↓** 从筛选框到列表　**回车** 打开这一条、做下一步
- **F2** 修改　**Ctrl+N** 新增　**Ctrl+S** 保存　**Ctrl+回车** 保存并到下一条　**Esc** 放弃
- **Ctrl+E** 导出现在看到的　**Ctrl+B** 收起或展开左边
"""


class HelpBox(QDialog):
    """The page's own words (Markdown), then the keys that are the same everywhere."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"说明 · {title}")
        self.resize(560, 420)
        text = QTextBrowser()
        text.setOpenLinks(False)
        text.setMarkdown(f"## {title}\n\n{words}\n\n### 键盘\n{_KEYS}")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(text, 1)
        column.addWidget(buttons)
        buttons.setFocus(Qt.FocusReason.OtherFocusReason)
