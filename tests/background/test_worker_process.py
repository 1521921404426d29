"""The one way to work in another process: what it sends, how it fails, and that it never outlives its parent."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from newsreader.background import worker_process
from newsreader.background.worker_process import SourceLimits, WorkerError, WorkerProcess
from newsreader.errors import NewsreaderError, UnexpectedError, log_path

WORKER = """
from newsreader.background.worker_process import serve
from newsreader.errors import NewsreaderError, error_boundary
import os, sys, time

def handle(request, channel):
    {body}

serve(handle)
"""


@pytest.fixture(autouse=True)
def _run_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The module of a worker is its code here."""
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-c"))


def worker(body: str, limits: SourceLimits | None = None, cancelled: threading.Event | None = None) -> WorkerProcess:
    indented = body.strip().replace("\n", "\n    ")
    return WorkerProcess(WORKER.format(body=indented), limits=limits, cancelled=cancelled)


def test_requests_are_answered_one_after_the_other() -> None:
    with worker("for number in range(request):\n    channel.send(number)") as process:
        for count in (3, 0, 2):
            process.request(count)
            assert list(process.events()) == list(range(count))


def test_what_a_library_prints_does_not_come_in_between() -> None:
    with worker("print('noise'); os.system('echo noise'); channel.send(request)") as process:
        process.request("event")
        assert list(process.events()) == ["event"]


def test_an_error_for_the_user_ends_the_request_and_not_the_worker() -> None:
    with worker("if request:\n    raise NewsreaderError('It is closed.', 'Come again.')\nchannel.send(1)") as process:
        process.request(True)
        with pytest.raises(NewsreaderError) as failed:
            list(process.events())
        assert (failed.value.message, failed.value.hint) == ("It is closed.", "Come again.")
        process.request(False)
        assert list(process.events()) == [1]


def test_an_unexpected_error_is_told_and_logged() -> None:
    with worker("channel.send(1)\nsurprising = {}['nothing here']") as process:
        process.request(None)
        events = process.events()
        assert next(events) == 1
        with pytest.raises(UnexpectedError, match="KeyError"):
            next(events)
    logged = log_path().read_text(encoding="utf-8")
    assert "KeyError: 'nothing here'" in logged
    assert "surprising = {}" in logged or "handle" in logged


def test_recursion_and_memory_end_one_source_only() -> None:
    body = """
for kind in (RecursionError, MemoryError):
    try:
        with channel.source(kind.__name__), error_boundary("letter.eml"):
            raise kind
    except NewsreaderError as error:
        channel.send(error)
channel.send("good")
"""
    with worker(body) as process:
        process.request(None)
        deep, large, good = process.events()
    assert str(deep).startswith("letter.eml could not be read: RecursionError.")
    assert str(large).startswith("letter.eml could not be read: it takes too much memory.")
    assert str(log_path()) in str(deep)
    assert good == "good"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the parent looks at the memory")
def test_the_system_refuses_memory_over_the_limit() -> None:
    body = "with channel.source('x'), error_boundary('bomb.xml'):\n    data = b'x' * (200 << 20)\n    channel.send(1)"
    with worker(body, SourceLimits(60, 150)) as process:
        process.request(None)
        with pytest.raises(NewsreaderError, match=r"bomb\.xml could not be read: it takes too much memory"):
            list(process.events())


def test_where_the_system_refuses_no_memory_the_parent_ends_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "_SYSTEM_LIMITS_MEMORY", False)
    with worker("with channel.source('bomb.xml'):\n    time.sleep(600)", SourceLimits(600, 1)) as process:
        process.request(None)
        with pytest.raises(WorkerError, match="more than 1 MB of memory") as failed:
            list(process.events())
    assert failed.value.sources == ("bomb.xml",)


def test_a_source_without_end_ends_its_worker_and_is_named() -> None:
    body = "with channel.source('short'):\n    channel.send(1)\nwith channel.source('endless'):\n    while True: pass"
    with worker(body, SourceLimits(0.2, 512)) as process:
        process.request(None)
        events = process.events()
        assert next(events) == 1
        with pytest.raises(WorkerError, match="longer than") as failed:
            next(events)
    assert failed.value.sources == ("endless",)


def test_time_in_which_the_parent_is_busy_does_not_count() -> None:
    with worker("pass", SourceLimits(60, 512)) as process:
        process.request(None)
        list(process.events())
        listened = process._clock()
        threading.Event().wait(0.05)
        assert process._clock() == listened


def test_a_crash_names_what_was_being_read_and_is_logged() -> None:
    body = """
with channel.source("before"):
    pass
with channel.source("broken.pdf"):
    sys.stderr.write("a last word")
    sys.stderr.flush()
    os._exit(9)
"""
    with worker(body) as process:
        process.request(None)
        with pytest.raises(WorkerError, match="broke off") as failed:
            list(process.events())
    assert failed.value.sources == ("broken.pdf",)
    assert "a last word" in log_path().read_text(encoding="utf-8")


def test_cancelled_it_ends_at_once() -> None:
    cancelled = threading.Event()
    with worker("channel.send(1)\ntime.sleep(600)", cancelled=cancelled) as process:
        process.request(None)
        events = process.events()
        assert next(events) == 1
        cancelled.set()
        with pytest.raises(WorkerError, match="Cancelled"):
            next(events)


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    parent = f"""
import sys
from newsreader.background import worker_process
worker_process.COMMAND = (sys.executable, "-c")
process = worker_process.WorkerProcess({WORKER.format(body="channel.send(os.getpid()); time.sleep(600)")!r})
process.request(None)
print(next(process.events()), flush=True)
sys.stdin.read()
import os; os._exit(0)
"""
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        number = int(running.stdout.readline())
        child = psutil.Process(number)
        running.communicate("")
        assert child.wait(20) is not None or not child.is_running()


def test_a_process_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "COMMAND", ("/no/such/program",))
    with pytest.raises(WorkerError, match="could not be started"), closing(WorkerProcess("newsreader")):
        pass
