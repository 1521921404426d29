"""Rounds of all subscriptions against a real server: what comes, what is said of what does not, what is remembered."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feed_texts import item, rss
from loopback import Site, names, site
from newsreader.background import worker_process
from newsreader.config import Rule
from newsreader.intake.intake_errors import FetchError
from newsreader.library.store import Added, Library, View
from newsreader.model.retention_policy import RetentionPolicy
from newsreader.refresh import fetch_client
from newsreader.refresh.client import full_text
from newsreader.refresh.protocol import Progress, RefreshRequest, RefreshResult
from newsreader.refresh.refresh_run import run

__all__ = ["names", "site"]

WORDS = "The council voted on Monday to close the old bridge over the river for two years from next spring on, said Ada"
LONG = f"{WORDS} Brook, who has been mayor of Arden since May and lives beside it with her dog and a very old cat."


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(library_path: Path, clock: Clock) -> Iterator[Library]:
    opened = Library(library_path, now=clock)
    yield opened
    opened.close()


def refresh(library: Library, *feeds: int, **order: object) -> RefreshResult:
    settings = {"full_text": "never", **order}
    return run(library, RefreshRequest(feeds or None, **settings), lambda _: None, lambda _: None)  # type: ignore[arg-type]


def titles(library: Library, query: str = "") -> list[str]:
    return sorted(entry.title for entry in library.first(View(query=query), 100))


def test_new_articles_come_and_what_is_known_stays(library: Library, site: Site) -> None:
    url = site.serve("/feed", rss(item("One", guid="1"), item("Two", guid="2")))
    library.subscribe(url)
    said: list[Progress] = []
    came: list[Added] = []
    result = run(library, RefreshRequest(full_text="never"), said.append, came.extend)
    assert result == RefreshResult(2, 0)
    assert said == [Progress(0, 1), Progress(1, 1, "127.0.0.1")]
    assert sorted(one.id for one in came) == sorted(library.ids(View()))
    [subscription] = library.subscriptions()
    assert (subscription.name, subscription.articles, subscription.unread) == ("Example News", 2, 2)
    assert subscription.last_success == datetime(2026, 5, 4, 12, tzinfo=UTC)
    library.set_read([came[0].id], True)
    site.serve("/feed", rss(item("Three", guid="3"), item("One", guid="1"), item("Two", guid="2")))
    assert refresh(library) == RefreshResult(1, 0)
    assert library.counts().unread == 2


def test_an_unchanged_feed_is_not_sent_again(library: Library, site: Site) -> None:
    def answer(handler: object) -> None:
        known = handler.headers.get("If-None-Match")  # type: ignore[attr-defined]
        handler.send_response(304 if known == '"7"' else 200)  # type: ignore[attr-defined]
        handler.send_header("ETag", '"7"')  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        if known != '"7"':
            handler.wfile.write(rss(item("One", guid="1")))  # type: ignore[attr-defined]

    library.subscribe(site.on("/feed", answer))
    assert refresh(library) == RefreshResult(1, 0)
    assert refresh(library) == RefreshResult(0, 0)
    assert refresh(library) == RefreshResult(0, 0)
    assert [headers.get("if-none-match") for _, headers in site.asked] == [None, '"7"', '"7"']


@pytest.mark.parametrize(
    ("first", "then", "new", "updated", "left"),
    [
        # The same guid, other words: edited.
        (item("One", "Old.", "1", "/a"), item("One", "New.", "1", "/a"), 0, 1, ["One"]),
        (item("One", "Old.", "1", "/a"), item("Uno", "Old.", "1", "/a"), 0, 1, ["Uno"]),
        # The same guid, moved.
        (item("One", "Old.", "1", "/a"), item("One", "Old.", "1", "/b"), 0, 1, ["One"]),
        # Another guid for the same link.
        (item("One", "Old.", "1", "/a"), item("One", "Old.", "x", "/a"), 0, 0, ["One"]),
        (item("One", "Old.", "1", "/a"), item("One", "New.", "x", "/a"), 0, 1, ["One"]),
        # Neither guid nor link: the content.
        (item("One", "Old."), item("One", "Old."), 0, 0, ["One"]),
        (item("One", "Old."), item("One", "New."), 1, 0, ["One", "One"]),
        # A link that is the site's own tells nothing.
        (item("One", "Old.", "1", "/"), item("Two", "New.", "2", "/"), 1, 0, ["One", "Two"]),
        # A date that moves brings nothing back.
        (
            item("One", "Old.", "1", "/a", "Mon, 04 May 2026 10:00:00 GMT"),
            item("One", "Old.", "1", "/a", "Mon, 04 May 2026 11:00:00 GMT"),
            0,
            0,
            ["One"],
        ),
    ],
    ids=["words", "title", "moved", "guid", "guid and words", "content", "other content", "site's link", "date"],
)
def test_entries_are_known_again_and_stay_read(
    library: Library, site: Site, first: str, then: str, new: int, updated: int, left: list[str]
) -> None:
    library.subscribe(site.serve("/feed", rss(first)))
    refresh(library)
    library.set_all_read(View())
    site.serve("/feed", rss(then))
    assert refresh(library) == RefreshResult(new, updated)
    assert titles(library) == left
    assert library.counts().unread == new
    assert library.repair() == []


def test_a_guid_that_several_entries_share_and_a_link_that_all_have_keep_them_apart(
    library: Library, site: Site
) -> None:
    library.subscribe(
        site.serve(
            "/feed",
            rss(
                item("One", "First.", "same", "/1"),
                item("Two", "Second.", "same", "/2"),
                item("Three", "Third.", "3", "/all"),
                item("Four", "Fourth.", "4", "/all"),
            ),
        )
    )
    assert refresh(library) == RefreshResult(4, 0)
    assert refresh(library) == RefreshResult(0, 0)


def test_what_was_deleted_or_thrown_out_stays_away_even_edited(library: Library, site: Site) -> None:

    library.subscribe(site.serve("/feed", rss(item("One", "Old.", "1", "/a"), item("Two", "Old two.", "2", "/b"))))
    refresh(library)
    one, _ = library.ids(View())
    library.delete([one])
    library.apply_retention([RetentionPolicy(max_articles=0)])
    site.serve("/feed", rss(item("One", "New.", "1", "/a"), item("Two", "New two.", "2", "/b")))
    assert refresh(library) == RefreshResult(0, 0)
    assert titles(library) == []


def test_old_articles_go_at_the_end_as_the_settings_say(library: Library, site: Site) -> None:
    dated = [item(name, guid=name, date=f"0{day} May 2026 10:00:00 GMT") for day, name in enumerate("ABC", 1)]
    feed = site.serve("/feed", rss(*dated))
    library.subscribe(feed)
    library.subscribe(site.serve("/other", rss(*(item(f"Other {n}", f"Words {n}.") for n in range(3)), title="Other")))
    assert refresh(library) == RefreshResult(6, 0)  # for ever, unless something else is said
    library.set_starred([library.ids(View(query="title:A"))[0]], True)
    limits = (RetentionPolicy(max_articles=1, source="Other"), RetentionPolicy(days=2))
    site.serve("/feed", rss(item("D", guid="D"), *dated))
    assert refresh(library, retention=limits) == RefreshResult(1, 0, gone=3)
    assert titles(library) == ["A", "C", "D", "Other 0"]
    assert refresh(library, retention=limits) == RefreshResult(0, 0)


def test_dates_are_those_of_first_sight_or_earlier(library: Library, site: Site, clock: Clock) -> None:
    dated = [
        item("Future", "1.", "1", date="Mon, 04 May 2099 10:00:00 GMT"),
        item("None", "2.", "2"),
        item("Broken", "3.", "3", date="soon"),
        item("Old", "4.", "4", date="Mon, 04 May 26 10:00:00 GMT"),
    ]
    library.subscribe(site.serve("/feed", rss(*dated)))
    refresh(library)
    entries = library.first(View(), 9)
    assert [entry.title for entry in entries] == ["Future", "None", "Broken", "Old"]
    assert [entry.shown for entry in entries] == [clock.time] * 3 + [clock.time - timedelta(hours=2)]


def test_servers_that_ask_to_be_left_alone_are(library: Library, site: Site, clock: Clock) -> None:
    feed = library.subscribe(site.serve("/feed", status=429, Retry_After="600"), title="Busy").id
    [failure] = refresh(library).failures
    assert (failure.name, failure.reason.startswith("127.0.0.1 asks to wait 600 seconds.")) == ("Busy", True)
    assert library.subscriptions()[0].failures == 1
    site.serve("/feed", rss(item("One")))
    clock.time += timedelta(seconds=599)
    assert refresh(library) == refresh(library, feed) == RefreshResult(0, 0)
    assert len(site.asked) == 1
    clock.time += timedelta(seconds=1)
    assert refresh(library) == RefreshResult(1, 0)
    [subscription] = library.subscriptions()
    assert (subscription.failures, subscription.reason) == (0, "")


def test_a_feed_that_fails_is_asked_less_and_less_but_at_once_by_name(
    library: Library, site: Site, clock: Clock
) -> None:
    feed = library.subscribe(site.serve("/feed", status=503)).id
    waits = []
    for _ in range(8):
        assert len(refresh(library).failures) == 1
        began = clock.time
        while not library.due_feeds():
            clock.time += timedelta(minutes=15)
        waits.append((clock.time - began) / timedelta(minutes=15))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 96]
    refresh(library)
    asked = len(site.asked)
    refresh(library)
    assert len(site.asked) == asked
    refresh(library, feed)
    assert len(site.asked) == asked + 1


def test_a_feed_that_is_gone_is_stopped_and_said(library: Library, site: Site) -> None:
    library.subscribe(site.serve("/feed", status=410))
    [failure] = refresh(library).failures
    assert "removed this page for good" in failure.reason
    assert "not fetched again" in failure.reason
    assert library.subscriptions()[0].stopped
    assert refresh(library) == RefreshResult(0, 0)
    assert len(site.asked) == 1
    library.edit_subscription(library.subscriptions()[0].id, stopped=False)
    assert len(refresh(library).failures) == 1


def test_permanent_redirects_are_remembered(library: Library, site: Site) -> None:
    new = site.serve("/new", rss(item("One", guid="1")))
    for _ in range(2):
        library.subscribe(site.serve("/old", status=301, Location="/new"))
        assert not refresh(library).failures
        assert library.subscriptions()[0].url == new
    assert [one.stopped for one in library.subscriptions()] == [False, True]
    assert [path for path, _ in site.asked].count("/old") == 2


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"<!doctype html><title>Hello</title><p>No feed.", {}),
        (b"", {}),
        (b"<rss><channel><item", {"Content-Length": "900000"}),
        (b"<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>", {}),
        (b"not packed", {"Content-Encoding": "gzip"}),
        (b"x", {"Content-Length": str(50 * 1024 * 1024)}),
    ],
)
def test_what_is_no_feed_is_a_sentence_and_loses_nothing(
    library: Library, site: Site, body: bytes, headers: dict[str, str]
) -> None:
    library.subscribe(site.serve("/feed", rss(item("One", guid="1"))), title="Bad")
    library.subscribe(site.serve("/good", rss(item("Two", guid="2"))), title="Good")
    refresh(library)
    site.serve("/feed", body, 200, **headers)
    result = refresh(library)
    assert [failure.name for failure in result.failures] == ["Bad"]
    assert result.failures[0].reason.endswith(".")
    assert titles(library) == ["One", "Two"]


def test_the_same_story_of_two_feeds_is_one_row_with_one_state(library: Library, site: Site) -> None:
    library.subscribe(site.serve("/1", rss(item("Bridge", LONG, "a", "/story"), title="One")))
    library.subscribe(site.serve("/2", rss(item("Bridge!", "Short.", "b", "/story?utm_source=x"), title="Two")))
    library.subscribe(site.serve("/3", rss(item("Old bridge closes", f"(Wire) {LONG}", "c", "/other"), title="Three")))
    for feed in library.subscriptions():
        refresh(library, feed.id)
    [entry] = library.first(View(), 9)
    assert sorted([entry.source, *entry.also]) == ["One", "Three", "Two"]
    assert library.article(entry.id).text == LONG
    library.set_read([entry.id], True)
    assert [(one.articles, one.unread) for one in library.subscriptions()] == [(1, 0)] * 3
    assert list(library.ids(View(source="Two"))) == [entry.id]
    assert library.repair() == []


def test_the_same_story_of_feeds_that_answer_together_names_them_all(library: Library, site: Site) -> None:
    for name in ("One", "Two", "Three"):
        library.subscribe(site.serve(f"/{name}", rss(item("Bridge", LONG, name, "/story"), title=name)))
    refresh(library)
    [entry] = library.first(View(), 9)
    assert sorted([entry.source, *entry.also]) == ["One", "Three", "Two"]
    assert [(one.articles, one.unread) for one in library.subscriptions()] == [(1, 1)] * 3
    assert library.repair() == []


def test_it_can_be_turned_off(library: Library, site: Site) -> None:
    library.subscribe(site.serve("/1", rss(item("Bridge", LONG, "a", "/story"), title="One")))
    library.subscribe(site.serve("/2", rss(item("Bridge", LONG, "b", "/story"), title="Two")))
    for _ in range(2):
        refresh(library, merge_same=False)
    assert titles(library) == ["Bridge", "Bridge"]
    site.serve("/2", rss(item("Bridge", LONG, "other guid", "/story"), title="Two"))
    refresh(library, merge_same=False)
    assert titles(library) == ["Bridge", "Bridge"]


def test_like_texts_of_one_feed_or_of_other_weeks_are_other_stories(library: Library, site: Site) -> None:
    library.subscribe(
        site.serve(
            "/1",
            rss(
                item("Monday", LONG, "a", "/1", "Mon, 04 May 2026 10:00:00 GMT"),
                item("Tuesday", f"Again: {LONG}", "b", "/2", "Sun, 03 May 2026 10:00:00 GMT"),
            ),
        )
    )
    library.subscribe(site.serve("/2", rss(item("Monday in April", LONG, "c", "/3", "Mon, 06 Apr 2026 10:00:00 GMT"))))
    assert refresh(library).new == 3


def test_rules_of_the_settings_and_of_the_reader_hold_for_what_arrives(library: Library, site: Site) -> None:
    library.add_rule(Rule("mute", "Ada Brook", "name"))
    library.subscribe(
        site.serve(
            "/feed",
            rss(
                item("Muted", f"{WORDS} Brook."),
                item("Heard", "Her ada brook."),
                item("Star me", "Storm warning."),
                item("Sport", "Goals."),
            ),
        )
    )
    rules = (
        Rule("star", "storm  WARNING"),
        Rule("tag", "^sport$", "regex", tag="Games"),
        Rule("read", "Example", "source"),
    )
    refresh(library, rules=rules)
    assert titles(library, "is:muted") == ["Muted"]
    assert titles(library, "is:starred") == ["Star me"]
    assert titles(library, "tag:games") == ["Sport"]
    assert titles(library, "is:read") == ["Heard", "Sport", "Star me"]
    library.remove_rule(Rule("mute", "Ada Brook", "name"))
    assert library.rules() == []
    assert library.repair() == []


def test_what_a_muted_feed_sends_is_kept_unseen(library: Library, site: Site) -> None:
    feed = library.subscribe(site.serve("/feed", rss(item("One"))), title="Loud").id
    library.edit_subscription(feed, muted=True)
    refresh(library)
    assert (titles(library), titles(library, "is:muted")) == ([], ["One"])


def test_folders_are_looked_through(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text("Bridge closes\n\nThe bridge is old.\n", encoding="utf-8")
    (folder / "b.md").write_text("---\ntitle: Storm\nsource: Wire\n---\n\nIt was loud.\n", encoding="utf-8")
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    library.subscribe(str(folder), kind="folder")
    first = refresh(library)
    assert (first.new, len(first.failures)) == (2, 1)
    assert refresh(library) == RefreshResult(0, 0)
    assert [(one.name, one.articles) for one in library.subscriptions()] == [("letters", 2)]
    assert titles(library, "source:wire") == ["Storm"]
    library.set_all_read(View())
    (folder / "b.md").write_text("---\ntitle: Storm\nsource: Wire\n---\n\nIt was very loud.\n", encoding="utf-8")
    (folder / "c.png").write_text("A picture of words\n\nWords for once, no picture.\n", encoding="utf-8")
    assert refresh(library) == RefreshResult(1, 1)
    assert library.counts().unread == 1
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert "is gone" in refresh(library).failures[0].reason
    assert library.repair() == []


def test_a_file_with_another_first_line_is_the_same_article_edited(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text("Bridge closes\n\nThe bridge is old, and it was never loved.\n", encoding="utf-8")
    library.subscribe(str(folder), kind="folder")
    assert refresh(library) == RefreshResult(1, 0)
    library.set_all_read(View())
    file.write_text("Bridge stays\n\nThe bridge is old, and now it is loved.\n", encoding="utf-8")
    assert refresh(library) == RefreshResult(0, 1)
    assert titles(library) == ["Bridge stays"]
    assert library.article(library.ids(View())[0]).text == "The bridge is old, and now it is loved."
    assert library.counts().unread == 0
    assert titles(library, "stays") == ["Bridge stays"]
    assert titles(library, "closes") == []
    assert library.repair() == []


def test_of_a_mailbox_in_a_folder_the_good_messages_come(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    message = "From a@mail.example Mon Jul 18 12:05:00 2022\nFrom: A <a@mail.example>\nSubject: {0}\n\n{0}. {1}\n\n"
    box = "".join(message.format(words, LONG) for words in ("Good one", "Bad one", "Good two"))
    (folder / "box.mbox").write_text(box, encoding="utf-8")
    broken = (
        "from newsreader.intake.formats import plain; from newsreader.background.worker_process import serve\n"
        "from newsreader.refresh.fetch_handler import handle\n"
        "read = plain.read\n"
        "plain.read = lambda text: read(text) if 'Bad' not in text else 1 / 0\n"
        "serve(handle)"
    )
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-c"))
    monkeypatch.setattr(fetch_client, "FETCH_WORKER", broken)
    library.subscribe(str(folder), kind="folder")
    result = refresh(library)
    assert titles(library) == ["Good one", "Good two"]
    assert ["Message 2 of" in failure.reason for failure in result.failures] == [True]
    assert refresh(library) == RefreshResult(0, 0)


PAGE = "<html><title>Bridge</title><article><h1>Bridge</h1>{}</article></html>".format("<p>Long words here.</p>" * 60)


def test_pages_of_teasers_are_fetched_ahead_where_robots_allow_it(library: Library, site: Site) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    site.serve("/open", PAGE.encode(), Content_Type="text/html")
    site.serve("/private", PAGE.encode(), Content_Type="text/html")
    feed = rss(
        item("Open", "A teaser …", "1", f"{site.url}/open"),
        item("Private", "One more …", "2", f"{site.url}/private"),
        item("Gone", "A third …", "3", f"{site.url}/gone"),
    )
    library.subscribe(site.serve("/feed", feed))
    assert refresh(library, full_text="teaser") == RefreshResult(3, 0)
    used = {entry.title: library.texts(entry.id).used for entry in library.first(View(), 9)}
    assert used == {"Open": "page", "Private": "feed", "Gone": "feed"}
    private = next(entry.id for entry in library.first(View(), 9) if entry.title == "Private")
    assert full_text(library, private)
    assert library.texts(private).used == "page"
    site.serve("/feed", rss(item("Open", "An edited teaser …", "1", f"{site.url}/open")))
    assert refresh(library).updated == 1
    open_ = next(entry.id for entry in library.first(View(), 9) if entry.title == "Open")
    texts = library.texts(open_)
    assert texts.feed is not None
    assert (texts.used, texts.feed.text) == ("page", "An edited teaser …")


def test_full_text_is_a_setting_of_each_feed(library: Library, site: Site) -> None:
    site.serve("/page", PAGE.encode(), Content_Type="text/html")
    feed = library.subscribe(site.serve("/feed", rss(item("Open", "Teaser …", "1", f"{site.url}/page")))).id
    library.edit_subscription(feed, full="never")
    refresh(library, full_text="always")
    assert "/page" not in [path for path, _ in site.asked]


def test_a_feed_leads_inside_only_where_it_is_inside_itself(
    library: Library, site: Site, names: dict[str, list[str]]
) -> None:
    names["within.test"] = ["127.0.0.1"]
    links = [site.url.replace("127.0.0.1", host) for host in ("paper.test", "within.test", "127.1", "0x7f.1")]
    feed = rss(*(item(f"Story {n}", "Teaser …", str(n), f"{link}/page/{n}") for n, link in enumerate(links)))
    for n in range(len(links)):
        site.serve(f"/page/{n}", PAGE.encode(), Content_Type="text/html")
    site.serve("/feed", feed)
    outside = library.subscribe(f"{links[0]}/feed").id
    refresh(library, outside, full_text="always")
    assert [path for path, _ in site.asked] == ["/feed", "/robots.txt", "/page/0"]
    [unasked] = [entry.id for entry in library.first(View(), 9) if entry.title == "Story 2"]
    with pytest.raises(FetchError, match="in your private network"):
        full_text(library, unasked, asked=False)
    assert len(site.asked) == 3
    assert full_text(library, unasked)


@pytest.mark.parametrize("host", ["127.0.0.1", "within.test"])
def test_a_feed_that_is_inside_leads_inside(
    library: Library, site: Site, names: dict[str, list[str]], host: str
) -> None:
    names["within.test"] = ["127.0.0.1"]
    page = site.serve("/page", PAGE.encode(), Content_Type="text/html")
    url = site.serve("/feed", rss(item("Story", "Teaser …", "1", page))).replace("127.0.0.1", host)
    feed = library.subscribe(url)
    assert refresh(library, feed.id, full_text="always") == RefreshResult(1, 0)
    [entry] = library.first(View(), 9)
    assert library.texts(entry.id).used == "page"


def test_a_feed_that_leads_nowhere_stops_no_other(library: Library, site: Site) -> None:
    for n, target in enumerate(["http://127.0.0.1:65999/", "http://[::1/", "http://a..b/", "http:///x"]):
        library.subscribe(site.serve(f"/away/{n}", status=301, Location=target), title=f"Away {n}")
    links = ["http://127.0.0.1:65999/x", "http://[::1/x", "http://a..b/x"]
    library.subscribe(site.serve("/feed", rss(*(item(f"Teaser {link}", "Short …", link, link) for link in links))))
    result = refresh(library, full_text="always")
    assert sorted(failure.name for failure in result.failures) == [f"Away {n}" for n in range(4)]
    assert result.new == len(links)
    asked = len(site.asked)
    assert refresh(library).failures == ()
    assert len(site.asked) == asked + 1


def test_parts_of_a_series_and_texts_that_repeat_themselves_are_kept_apart(library: Library, site: Site) -> None:
    again = "The tide came in at noon and went out at six. " * 20
    told = [("Tides, day 1", LONG), ("Tides, day 2", LONG), ("Bulletin A 1", again), ("Bulletin B 2", again + "Soon.")]
    for n, (title, text) in enumerate(told):
        library.subscribe(site.serve(f"/{n}", rss(item(title, text, str(n), f"/story/{n}"), title=f"Paper {n}")))
    assert refresh(library).new == len(told)
