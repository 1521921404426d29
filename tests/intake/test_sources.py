"""Files, folders and standard input, as they are on disks."""

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.errors import NewsreaderError
from newsreader.intake import files, sources
from newsreader.intake.intake_errors import SourceError
from newsreader.model.article import Article

STORY = "Old bridge stays open\n\nZoë said: “Ça va” – and the council voted to keep it, after two years of argument.\n"


def texts(source: Path | str) -> list[str]:
    return [article.text for article in sources.load(str(source))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads_the_same(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.replace("\n", newline).encode(encoding))
    [article] = sources.load(str(path))
    assert article.title == "Old bridge stays open"
    assert article.text.startswith("Zoë said: “Ça va” – and")


def test_kinds_are_told_by_name_and_by_content(tmp_path: Path) -> None:
    kinds = {
        "a.md": "# Old bridge\n\nSome *words*.",
        "b.html": "<title>Old bridge</title><p>Some <i>words</i>.",
        "c": "<!DOCTYPE html><title>Old bridge</title><p>Some <i>words</i>.",
        "d": "---\ntitle: Old bridge\n---\nSome *words*.",
        "e.txt": "{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\f0 Old bridge\\par\n\\par Some words that go on and on.}",
    }
    for name, content in kinds.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = list(sources.load(str(tmp_path)))
    assert [article.title for article in found] == ["Old bridge"] * 5
    assert all(article.text.startswith("Some words") for article in found)


@pytest.mark.parametrize(
    ("dateline", "written", "day"),
    [
        ("NANJING, July 18 (Xinhua) -- ", datetime(2022, 7, 20, 9, tzinfo=UTC), datetime(2022, 7, 18, tzinfo=UTC)),
        ("NANJING, July 18 (Xinhua) -- ", datetime(2022, 7, 17, 9, tzinfo=UTC), datetime(2022, 7, 18, tzinfo=UTC)),
        ("NANJING, Dec. 30 (Xinhua) -- ", datetime(2023, 1, 2, tzinfo=UTC), datetime(2022, 12, 30, tzinfo=UTC)),
        ("NANJING, July 18 (Xinhua) -- ", datetime(2022, 9, 20, tzinfo=UTC), None),
        ("NANJING, July 18 (Xinhua) -- ", datetime(2022, 7, 10, tzinfo=UTC), None),
        ("NANJING, Feb. 29 (Xinhua) -- ", datetime(2023, 3, 1, tzinfo=UTC), None),
        ("NANJING -- ", datetime(2022, 7, 20, tzinfo=UTC), None),
        ("NANJING, July 18, 2019 (Xinhua) -- ", datetime(2022, 7, 20, tzinfo=UTC), datetime(2019, 7, 18, tzinfo=UTC)),
    ],
)
def test_a_file_written_soon_after_a_dateline_tells_its_year(
    tmp_path: Path, dateline: str, written: datetime, day: datetime | None
) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY.replace("Zoë", dateline + "Zoë", 1), encoding="utf-8")
    os.utime(path, (written.timestamp(), written.timestamp()))
    [article] = sources.load(str(path))
    assert (article.place, article.published) == ("Nanjing", day)


def test_markdown_signs_in_a_text_file_are_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("# Not *markdown* here\n\n" + STORY, encoding="utf-8")
    assert next(sources.load(str(path))).title == "# Not *markdown* here"


def test_a_folder_goes_on_past_bad_files_and_reports_them(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b" / "2.txt").write_text("Second\n\n" + STORY, encoding="utf-8")
    (tmp_path / "1.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "0.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (tmp_path / "3.txt").write_bytes(b"")
    (tmp_path / ".4.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / ".hidden" / "5.txt").write_text(STORY, encoding="utf-8")
    failed: list[NewsreaderError] = []
    found = list(sources.load(str(tmp_path), failed=failed.append))
    assert [article.title for article in found] == ["Old bridge stays open", "Second"]
    assert ["0.png" in failed[0].message, "3.txt" in failed[1].message, len(failed)] == [True, True, 2]
    seen: list[Article] = []
    with pytest.raises(SourceError, match=r"2 of the files.*0\.png.*3\.txt"):
        seen.extend(sources.load(str(tmp_path)))
    assert [article.title for article in seen] == ["Old bridge stays open", "Second"]  # all good ones came first


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_pipes_in_a_folder_do_not_block_and_broken_links_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "d").symlink_to(tmp_path, target_is_directory=True)
    failed: list[NewsreaderError] = []
    assert len(list(sources.load(str(tmp_path), failed=failed.append))) == 1
    assert ["b.txt" in error.message for error in failed] == [True]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read here")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(STORY, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match=r"No permission to read .*secret\.txt"):
        texts(path)


def test_an_empty_folder_and_a_missing_file_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No articles found"):
        texts(tmp_path)
    for missing in (tmp_path / "none.txt", "", " ", "\0", "~no-such-user-here/x", "x" * 5000, "a\nb\x1b[31m"):
        with pytest.raises(SourceError) as caught:
            texts(missing)
        assert caught.value.hint
        assert "\x1b" not in str(caught.value)


def test_a_saved_feed_gives_its_entries_and_a_list_of_feeds_none(tmp_path: Path) -> None:
    items = "".join(f"<item><title>Number {n}</title><description>Words {n}</description></item>" for n in range(3))
    feed = f"<rss version='2.0'><channel><title>Daily</title>{items}</channel></rss>"
    for name in ("a.xml", "b.rss", "c"):
        (tmp_path / name).write_text(feed, encoding="utf-8")
        found = list(sources.load(str(tmp_path / name)))
        assert [(article.title, article.text, article.source) for article in found] == [
            (f"Number {n}", f"Words {n}", "Daily") for n in range(3)
        ]
    assert len(list(sources.load(str(tmp_path)))) == 9
    (tmp_path / "a.xml").write_text(
        "<rss version='2.0'><channel><title>Empty</title></channel></rss>", encoding="utf-8"
    )
    (tmp_path / "b.rss").write_text("<opml version='2.0'><body><outline/></body></opml>", encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.xml has no articles"):
        texts(tmp_path / "a.xml")
    with pytest.raises(SourceError, match=r"b\.rss is a list of feeds"):
        texts(tmp_path / "b.rss")


def test_binary_and_huge_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"\x89PNG x")
    with pytest.raises(SourceError, match=r"x\.png is an image"):
        texts(path)
    path.write_bytes(b"words " * 100)
    with pytest.raises(SourceError, match="larger than"):
        files.read_bytes(path, 599)
    assert len(files.read_bytes(path, 600)) == 600


def test_the_home_folder_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert len(texts("~/a.txt")) == 1


def test_standard_input() -> None:
    [article] = sources.load("-", stdin=io.BytesIO(STORY.encode("utf-16")))
    assert article.title == "Old bridge stays open"
    with pytest.raises(SourceError, match="Standard input has no text"):
        list(sources.load("-", stdin=io.BytesIO(b" \n")))


def test_file_names_cannot_control_the_terminal(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no such names there")
    path = tmp_path / "a\x1b]0;evil\x07[b].bin"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(SourceError) as caught:
        texts(path)
    assert "a[b].bin" in caught.value.message


@given(st.binary(max_size=400), st.sampled_from(["", ".txt", ".md", ".html", ".xml"]))
def test_any_bytes_give_articles_or_a_source_error(data: bytes, suffix: str) -> None:
    try:
        found = list(files.read_articles(data, "it", suffix))
    except SourceError as error:
        assert error.message.startswith("it ")
    else:
        assert found and all(article.title for article in found)


def test_the_starter_articles_begin_with_the_guide() -> None:
    found = sources.seeds()
    assert len(found) >= 6
    dated = [article.published for article in found if article.published]
    assert found[0].published == max(dated)
    assert all(article.title and article.text for article in found)
