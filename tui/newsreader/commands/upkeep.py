"""The commands that look after the library: doctor."""

from __future__ import annotations

from pathlib import Path

import click

from newsreader.commands.common import DONE, FAILED, library_path, with_library
from newsreader.printing import Output

__all__ = ["doctor"]


@click.command(short_help="Say what is wrong, and save a damaged library.")
@click.option("--save", "into", metavar="FILE", type=click.Path(path_type=Path), help="Save what can be read to FILE.")
@with_library
def doctor(into: Path | None, library: Path | None) -> int:
    """Look at the library, the models, the terminal and the clipboard, and say what is wrong.

    With --save a new library is made of all that can be read of a damaged one, which is left as it is.
    """
    if into is not None:
        from newsreader.library.rescue import rescue

        rescued = rescue(library_path(library), into)
        Output().lines([f"{rescued.saved} articles saved, {rescued.lost} lost: {into}"])
        return FAILED if rescued.lost else DONE
    from newsreader.doctor import examine
    from newsreader.intake.clean import clean_line

    status, output = DONE, Output()
    for finding in examine(library_path(library)):
        output.lines([f"{'ok' if finding.well else 'BAD':<4}{finding.what:<11}{clean_line(finding.sentence)}"])
        status = status if finding.well else FAILED
    return status
