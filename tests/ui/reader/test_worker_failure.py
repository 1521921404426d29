"""Background work that fails in an unexpected way: the reader says so, logs it and goes on."""

from __future__ import annotations

import pytest
from textual.worker import WorkerFailed

from newsreader.errors import log_path
from newsreader.library.store import Library
from newsroom import notices, open_app, settled


async def test_a_bug_in_a_worker_is_said_and_logged_and_the_reader_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("newsreader.refresh.client.refresh", broken)
    library.subscribe("http://127.0.0.1:9/feed")
    app = open_app(library)
    async with app.run_test(size=(160, 45)) as pilot:
        screen = await settled(pilot)
        await pilot.press("R")
        await settled(pilot)
        assert f"The refresh failed: ZeroDivisionError. Details are in {log_path()}." in notices(app)
        assert not screen.controllers.refresh.is_running  # another refresh can follow
        for owner, name in ((screen, "sums"), (app, "more sums")):
            with pytest.raises(WorkerFailed):
                await owner.run_worker(broken, thread=True, exit_on_error=False, name=name).wait()
            await pilot.pause()
        assert "Background work (sums) failed: ZeroDivisionError." in notices(app)
        assert "(more sums)" in notices(app)
        await pilot.press("j")
        assert app.is_running
    assert "ZeroDivisionError: a bug" in log_path().read_text(encoding="utf-8")
