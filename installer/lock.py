"""The lock files: every package of the program and of its checks, by version and hash."""

import os
import shutil
import subprocess
from pathlib import Path

from installer import environment
from installer.trouble import Trouble

COMMAND = "python3 installer/dev.py lock"


def write_locks(root: Path, *, upgrade: bool) -> int:
    """Both for all systems and Pythons at once; the checks' lock keeps the program's versions."""
    uv = shutil.which("uv") or shutil.which(environment.script(root, "uv"))
    if uv is None:
        raise Trouble("重新锁定依赖需要 uv：请先运行 pip install uv。")
    run_lock = f"installer/{environment.RUN_LOCK}"
    test_lock = f"installer/{environment.TEST_LOCK}"
    _compile(root, uv, run_lock, upgrade=upgrade)
    _compile(root, uv, test_lock, "--extra", "dev", "--constraint", run_lock, upgrade=upgrade)
    return 0


def _compile(root: Path, uv: str, output: str, *more: str, upgrade: bool) -> None:
    """No addresses of an index are written: a mirror serves the same hashes."""
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--python-version", "3.11", "--no-annotate", "--output-file", output, *more]
    command += ["--upgrade"] if upgrade else []
    command += ["pyproject.toml"]
    environ = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": COMMAND}
    if subprocess.run(command, cwd=root, env=environ, check=False).returncode != 0:
        raise Trouble(f"{output} 没有生成，原因见上。")
    print(f"已写 {output}")
