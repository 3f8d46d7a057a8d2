"""demo: the main job on the sample county, from its ledgers to a closed month, and its papers."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.app.clock import Clock
from desktop.app.command import Answer, Desk, Office
from desktop.app.display import NO_DISPLAY, has_display
from desktop.app.sample import SampleWork
from desktop.documents.formats import format_of
from desktop.domain.errors import KnownProblem
from desktop.queries.papers import paper_bytes
from desktop.queries.printed import printed_papers
from desktop.reference.resources import read_toml
from desktop.usecases.month_files import write_month_files


@dataclass(frozen=True)
class Places:
    """OUT/office, OUT/papers and OUT/month."""

    out: Path

    @property
    def office(self) -> Path:
        return self.out / "office"

    @property
    def papers(self) -> Path:
        return self.out / "papers"

    @property
    def month(self) -> Path:
        return self.out / "month"


def run(given: argparse.Namespace, desk: Desk) -> Answer:
    places = Places(given.out.absolute())
    if places.office.exists() and any(places.office.iterdir()):
        raise KnownProblem(f"{places.office} 里已有办公室；请换一个文件夹，或先移走它")
    told = read_toml("sample/sample.toml")
    if desk.clock.set_day is None:
        desk = replace(desk, clock=Clock(told["today"]))
    with desk.office(str(places.office), make=True) as office:
        files = _work(office, told, places, desk)
    data = {"office": str(places.office), "files": [str(path) for path in files]}
    lines = tuple(str(path) for path in files if path.suffix in (".pdf", ".xlsx"))
    if given.no_window or given.json:
        return Answer(data, lines)
    if not has_display():
        return Answer(data, (*lines, NO_DISPLAY))
    print(*lines, sep="\n", flush=True)
    return Answer(data, (), _open_window(places, desk))


def _work(office: Office, told: dict[str, Any], places: Places, desk: Desk) -> tuple[Path, ...]:
    """Every step in its own transactions; the bar moves by steps."""
    scripts = {name: read_toml(f"sample/{name}.toml") for name in ("october", "papers")}
    work = SampleWork(office.runner, told, scripts, desk.clock.today())
    steps: list[Callable[[], object]] = [*work.steps()]
    for done, step in enumerate(steps):
        desk.progress(done, len(steps))
        step()
    files = [*_copy_papers(office, places)]
    files += office.runner.ask(write_month_files, told["month"], places.month).paths
    desk.progress(len(steps), len(steps))
    return tuple(files)


def _copy_papers(office: Office, places: Places) -> list[Path]:
    """Copies for reading, and an index of what they are."""
    places.papers.mkdir(parents=True, exist_ok=True)
    files, index = [], []
    for paper in office.runner.ask(printed_papers):
        path = places.papers / f"{paper.name}.pdf"
        path.write_bytes(office.runner.ask(paper_bytes, paper.id))
        kind = paper.kind.value if paper.kind else ""
        form = format_of(paper.kind).value
        index.append({"file": path.name, "kind": kind, "number": paper.number, "format": form})
        files.append(path)
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (places.papers / "index.json").write_text(text, encoding="utf-8")
    return files


def _open_window(places: Places, desk: Desk) -> Any:
    sys.stdout.flush()
    from desktop.app.window import main  # noqa: PLC0415 - Qt only where a window is wanted

    return main([str(places.office), "--today", desk.clock.today().isoformat()])
