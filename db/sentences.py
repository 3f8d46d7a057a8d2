"""What the databases say, in one sentence for the clerk; anything else stays a bug."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from db.errors import Refused, StoreProblem

_BUSY = "数据库正被另一项操作占用，请稍等片刻再试。"
_KNOWN = {
    "locked": _BUSY,
    "lock timeout": _BUSY,
    "disk is full": "磁盘已满，没有存下任何改动，请腾出空间后再试。",
    "no space left": "服务器的磁盘已满，没有存下任何改动，请管理员腾出空间后再试。",
    "disk i/o": "磁盘读写出错，没有存下任何改动，请检查硬盘是否已满或损坏。",
    "readonly": "这个办公室文件夹是只读的，不能写入，请检查文件夹的权限。",
    "unable to open": "打不开办公室的数据库文件，请检查文件夹是否还在、是否有权限。",
    "not a database": "office.db 不是治本的数据库或已损坏，没有改动它，请从备份恢复。",
    "malformed": "office.db 已损坏，请从备份恢复。",
    "password": "数据库服务器不认这个用户名或口令，请核对地址。",
    "does not exist": "数据库服务器上没有这个库或用户，请核对地址。",
    "connection": "连不上数据库服务器，请检查网络和服务器。",
    "resolve host": "连不上数据库服务器，请检查网络和服务器的名字。",
}


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what the databases refuse into Refused or StoreProblem."""
    try:
        yield
    except StaleDataError as error:
        raise Refused("这条记录刚被别人改过，请刷新后再改。") from error
    except IntegrityError as error:
        raise Refused(integrity_sentence(str(error.orig))) from error
    except sqlite3.IntegrityError as error:
        raise Refused(integrity_sentence(str(error))) from error
    except DBAPIError as error:
        raise problem_of(str(error.orig), error) from error
    except sqlite3.Error as error:
        raise problem_of(str(error), error) from error


def integrity_sentence(words: str) -> str:
    """Return the clerk's sentence for a constraint that the commit broke."""
    lowered = words.lower()
    if "foreign key" in lowered:
        return "还有别的记录引用它（或它引用的记录已不在），不能这样改。"
    if "unique" in lowered or "duplicate" in lowered:
        return "已有一条同样的记录（编号、名称或日期重复），请核对后再存。"
    return "这样填写不符合台账的规则（必填项为空、日期先后颠倒或取值不对），请核对后再存。"


def problem_of(words: str, error: Exception) -> Exception:
    """Return the sentence for what a database said, or the error itself where it is a bug."""
    lowered = words.lower()
    if "0x00" in lowered:
        return Refused("内容里有不可见的控制字符，不能保存，请删去后再存。")
    for sign, sentence in _KNOWN.items():
        if sign in lowered:
            return StoreProblem(sentence)
    return error
