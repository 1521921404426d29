"""Articles as input of a program, without an app."""

from __future__ import annotations

import sys

import pytest

from fake_context import FakeContext
from newsreader.config import Command
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.messages import PipeFinished
from newsroom import ARTICLES


def test_without_programs_it_is_said_where_to_name_them(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.pipe.choose()
    assert context.notices == ["No programs are set. Name them under [commands] in the settings: newsreader config"]


@pytest.mark.usefixtures("analysed_here")
def test_a_program_gets_the_article(context: FakeContext, controllers: ReaderControllers) -> None:
    code = "import sys; print(sys.stdin.readline().strip())"
    command = Command((sys.executable, "-c", code), "text")
    context.config = context.config._replace(commands={"first line": command})
    controllers.pipe.choose()
    context.answer("first line")
    context.settle()
    assert context.notices[0] == "Running first line …"
    assert ARTICLES[0].title in context.notices[-1]
    controllers.pipe.stop()


def test_more_than_a_line_is_shown_in_a_dialog(context: FakeContext, controllers: ReaderControllers) -> None:
    controllers.pipe.on_finished(PipeFinished("wc", ""))
    assert context.notices == ["wc: done"]
    controllers.pipe.on_finished(PipeFinished("wc", "1\n2"))
    assert len(context.dialogs) == 1
