"""What the record refuses because of its surroundings, one sentence each for the clerk."""

import errno


class StoreProblem(Exception):
    """The place, the file or the disk does not allow it; ``sentence`` says what and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(Exception):
    """The record itself refuses (undo of a signed fact, a row changed by somebody else)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


_REASONS = {
    errno.ENOSPC: "磁盘已满，请腾出空间后再试",
    errno.EDQUOT: "磁盘配额已满，请腾出空间后再试",
    errno.EFBIG: "磁盘放不下这么大的文件，请腾出空间后再试",
    errno.EACCES: "没有写入权限，请检查文件夹的权限",
    errno.EPERM: "没有写入权限，请检查文件夹的权限",
    errno.EROFS: "磁盘是只读的，请换一个位置",
    errno.EIO: "磁盘读写出错，请检查硬盘",
    errno.ENOENT: "文件夹不在了，请检查位置",
    errno.ENOTDIR: "路径中间有一个是文件，不是文件夹，请检查位置",
    errno.EEXIST: "那里已经有一个同名的文件，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的",
}


def os_problem(error: OSError, what: str) -> StoreProblem:
    """Return the system's error as a sentence: what did not work, why, what to do."""
    other = str(error) if error.errno is None else f"系统错误 {error.errno}"
    reason = _REASONS.get(error.errno or 0, other)
    return StoreProblem(f"{what}：{reason}。")
