"""User names and passwords of addresses: taken out, put back, and sent to no other host."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import Site, site
from newsreader.errors import NewsreaderError, hide_passwords
from newsreader.intake.http import http_client
from newsreader.intake.http.logins import Login, may_send_login, split_login, with_login
from newsreader.intake.intake_errors import FetchError
from newsreader.intake.text.urls import without_password

__all__ = ["site"]


@pytest.mark.parametrize(
    ("url", "plain", "login"),
    [
        ("https://ann:s3cret@h.test:8/feed?a=b@c#d@e", "https://h.test:8/feed?a=b@c#d@e", Login("ann", "s3cret")),
        ("http://ann@mail.test:p%40ss%2F@h.test", "http://h.test", Login("ann@mail.test", "p@ss/")),
        ("https://token@h.test/feed", "https://h.test/feed", Login("token", "")),
        ("https://:only@h.test/", "https://h.test/", Login("", "only")),
        ("https://@h.test/", "https://h.test/", None),
        ("https://h.test/@ann/feed", "https://h.test/@ann/feed", None),
        ("https://h.test?mail=a@b", "https://h.test?mail=a@b", None),
        ("/home/ann@work/news", "/home/ann@work/news", None),
        ("", "", None),
    ],
)
def test_a_login_is_taken_out(url: str, plain: str, login: Login | None) -> None:
    assert split_login(url) == (plain, login)
    assert without_password(url) == plain


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_put_in_comes_out_and_shows_nowhere(user: str, password: str) -> None:
    url = with_login("https://h.test/feed", Login(user, password))
    assert split_login(url) == ("https://h.test/feed", Login(user, password))
    assert hide_passwords(f"See {url} there.") == "See https://h.test/feed there."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://h.test/a", "https://H.test:443/b", True),
        ("http://h.test/a", "https://h.test/a", True),
        ("https://h.test/a", "http://h.test/a", False),
        ("http://h.test:8080/a", "https://h.test/a", False),
        ("https://h.test/a", "https://h.test:444/a", False),
        ("https://h.test/a", "https://www.h.test/a", False),
        ("https://h.test/a", "https://h.test.evil.test/a", False),
        ("https://h.test/a", "https://[/", False),
        ("https://h.test/a", "https://h.test:99999/", False),
        ("", "", False),
    ],
)
def test_a_login_belongs_to_one_host(one: str, other: str, same: bool) -> None:
    assert may_send_login(one, other) is same


def test_no_error_names_a_password() -> None:
    for url in ("http://ann:s3cret@h.test/", "https://ann:s3/cret#x@h.test/", "HTTPS://s3cret@h.test"):
        error = NewsreaderError(f"{url} is gone.", f"Try {url}!")
        assert "s3" not in str(error) + error.message + error.hint + repr(error)
    harmless = "See https://h.test/@ann/x and https://h.test:8080/@ann, or write to ann@h.test."
    assert hide_passwords(harmless) == harmless


def basic(login: str) -> str:
    return "Basic " + base64.b64encode(login.encode()).decode()


def sent(site: Site) -> list[str | None]:
    return [headers.get("authorization") for _, headers in site.asked]


def test_a_login_is_sent_to_its_host_and_stays_out_of_what_comes_back(site: Site) -> None:
    site.serve("/from", status=301, Location="/to")
    site.serve("/to", b"x")
    address = with_login(f"{site.url}/from", Login("ann", "s3:cret"))
    for got in (http_client.get(address), http_client.get(f"{site.url}/from", login=Login("ann", "s3:cret"))):
        assert (got.url, got.moved_to) == (f"{site.url}/to", f"{site.url}/to")
    assert sent(site) == [basic("ann:s3:cret")] * 4


def test_a_login_does_not_follow_to_another_host(site: Site) -> None:
    port = site.url.rsplit(":", 1)[1]
    site.serve("/from", status=302, Location=f"http://localhost:{port}/to")
    site.serve("/back", status=302, Location=f"http://x:y@localhost:{port}/to")
    site.serve("/to", b"x")
    for path in ("/from", "/back"):
        got = http_client.get(f"{site.url}{path}", login=Login("ann", "s3cret"))
        assert got.url == f"http://localhost:{port}/to"
    assert sent(site) == [basic("ann:s3cret"), None] * 2


def test_a_refusal_does_not_name_it(site: Site) -> None:
    with pytest.raises(FetchError) as caught:
        http_client.get(with_login(f"{site.url}/nothing", Login("ann", "s3cret")))
    assert "s3cret" not in str(caught.value)
    with pytest.raises(FetchError) as caught:
        http_client.get("ftp://ann:s3cret@h.test/http://ann:s3cret@h.test/")
    assert "http://ann" not in str(caught.value)
