"""What stands in the way, as one of the two ways a wish is not fulfilled.

The record says its own sentences (``db.errors``); the system's errors are put into words
here, and nowhere else. No driver is imported: this is loaded before the window is painted.
"""

import errno
import re

from db.errors import Refused, StoreProblem
from desktop.domain.errors import KnownProblem, RuleViolation

_FULL = "磁盘已满，什么也没有保存。请腾出空间后再试。"
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character: what a terminal hands on that could not be read as text."""
_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "这个磁盘是只读的，无法保存。请换一个位置。",
    errno.EIO: "磁盘读写出错，什么也没有保存。请检查硬盘后再试。",
    errno.ENOENT: "找不到文件或文件夹“{name}”，它可能被移走或改了名。",
    errno.EISDIR: "“{name}”是文件夹，这里要的是文件。",
    errno.EEXIST: "“{name}”是一个文件，这里要的是文件夹。请换一个位置。",
    errno.ENOTDIR: "“{name}”的路径里有一个是文件，不是文件夹。请换一个位置。",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的名字。",
}


def sentence_of(error: BaseException) -> RuleViolation | KnownProblem | None:
    """The refusal or problem with its sentence, or None for a bug of ours."""
    if isinstance(error, RuleViolation | KnownProblem):
        return error
    if isinstance(error, Refused):
        return RuleViolation(error.sentence)
    if isinstance(error, StoreProblem):
        return KnownProblem(error.sentence)
    return _of_the_system(error)


def _of_the_system(error: BaseException) -> RuleViolation | KnownProblem | None:
    if isinstance(error, PermissionError):
        return KnownProblem(
            f"没有权限读写“{error.filename}”，或者它正在 Excel、WPS 里打开。请关闭后再试。"
        )
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return KnownProblem(_BY_ERRNO[error.errno].format(name=error.filename or ""))
    if isinstance(error, UnicodeEncodeError) and _HALF.match(error.object[error.start]):
        code = ord(error.object[error.start])
        return RuleViolation(f"文字里有不能保存的字符（U+{code:04X}），请改正后再试。")
    return None
