"""What the machine can do to us, in the clerk's words: one sentence for each.

Drivers wrap their errors, so the cause is asked by its number (SQLite's result code,
PostgreSQL's SQLSTATE, the system's errno). No driver is imported here: this module is
loaded before the window is painted.
"""

import errno
import sqlite3

from desktop.domain.errors import KnownProblem

_LOCKED = "数据库正被另一个程序占用，稍等片刻再试；如果一直这样，请关掉其他打开本单位数据的窗口。"
_FULL = "磁盘已满，什么也没有保存。请腾出空间后再试。"
_READ_ONLY = "数据文件是只读的，无法保存。请检查文件夹的权限。"
_UNREADABLE = "数据文件读写出错，磁盘可能有问题。请先做备份，再用“核验”检查。"
_DAMAGED = "数据文件已损坏，无法读取。请从最近的备份恢复到新的文件夹。"
_NOT_OPENED = "打不开数据文件。请检查文件夹是否还在、是否有权限。"
_NO_SERVER = "连不上数据库服务器，什么也没有保存。请检查网络和服务器后再试。"
_EDITED_ELSEWHERE = "这条记录刚刚被别人改过，您的改动没有保存。请刷新后再改。"

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _UNREADABLE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPENED,
}
_BY_SQLSTATE = {
    "55P03": _LOCKED,
    "40P01": _LOCKED,
    "40001": _LOCKED,
    "53100": _FULL,
    "25006": _READ_ONLY,
    "57P01": _NO_SERVER,
    "57P03": _NO_SERVER,
}
_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _UNREADABLE,
}


def known_problem(error: BaseException) -> KnownProblem | None:
    """The sentence for a failure of the environment, or None for a bug of ours."""
    if isinstance(error, KnownProblem):
        return error
    sentence = _sentence(error)
    return None if sentence is None else KnownProblem(sentence)


def _sentence(error: BaseException) -> str | None:
    if type(error).__name__ == "StaleDataError":
        return _EDITED_ELSEWHERE
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return None if code is None else _BY_SQLITE_CODE.get(code & 0xFF)
    if type(cause).__module__.startswith("psycopg"):
        return _of_server(cause)
    if isinstance(cause, PermissionError):
        return f"没有权限读写“{cause.filename}”，或者它正在 Excel、WPS 里打开。请关闭后再试。"
    if isinstance(cause, OSError):
        return _BY_ERRNO.get(cause.errno or 0)
    return None


def _of_server(cause: BaseException) -> str | None:
    state = getattr(cause, "sqlstate", None)
    if state is None:
        lost = type(cause).__name__ in {"OperationalError", "ConnectionTimeout"}
        return _NO_SERVER if lost else None
    return _NO_SERVER if state.startswith("08") else _BY_SQLSTATE.get(state)
