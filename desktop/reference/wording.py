"""The words papers begin with (文书用语): the seed an office edits, never the office's own text."""

from dataclasses import dataclass
from functools import cache

from db.codes import PaperKind
from desktop.reference.resources import read_toml


@dataclass(frozen=True)
class Block:
    """A passage that must be the official text; empty, with where to find it, until entered."""

    name: str
    text: str
    status: str
    source: str

    @property
    def entered(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.text.strip())


@dataclass(frozen=True)
class Wording:
    """One kind of paper: its title, articles, the fields its words may name, and the words."""

    title: str
    basis: tuple[str, ...]
    fields: tuple[str, ...]
    body: str
    blocks: tuple[Block, ...]


@cache
def wording(kind: str) -> Wording:
    """The seed of one kind, by the stored code of ``PaperKind``."""
    data = read_toml(f"wording/{kind}.toml")
    return Wording(
        title=data["title"],
        basis=tuple(data["basis"]),
        fields=tuple(data["fields"]),
        body=data["body"],
        blocks=tuple(Block(**row) for row in data.get("block", ())),
    )


@cache
def passage_kinds(name: str) -> tuple[PaperKind, ...]:
    """The kinds of paper that may print an official passage."""
    return tuple(
        kind for kind in PaperKind if any(block.name == name for block in wording(kind).blocks)
    )


def passage_block(name: str) -> Block:
    """An official passage with its source, as the papers that may print it declare it."""
    blocks = wording(passage_kinds(name)[0]).blocks
    return next(block for block in blocks if block.name == name)
