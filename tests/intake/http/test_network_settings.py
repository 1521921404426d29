"""Proxies and certificates as desktops and people set them, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.intake.http.network_settings import Proxies, Proxy, tls_context
from newsreader.intake.intake_errors import FetchError


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("http://proxy.example", "http://proxy.example:80"),
        ("https://proxy.example/", "https://proxy.example:443"),
        ("socks://127.0.0.1:1080/", "socks5://127.0.0.1:1080"),
        ("SOCKS5://localhost", "socks5://localhost:1080"),
        ("socks5h://[::1]:9050", "socks5://[::1]:9050"),
    ],
)
def test_proxies_in_all_their_forms(value: str, url: str) -> None:
    proxy = Proxies({"all": value}).proxy_for("https", "e.example", 443)
    assert proxy is not None
    assert proxy.url == url


def test_a_proxy_may_want_a_password() -> None:
    proxy = Proxies({"http": "http://ada:p%40ss@proxy.example:8080"}).proxy_for("http", "e.example", 80)
    assert proxy == Proxy("http_proxy", "http", "proxy.example", 8080, "ada", "p@ss")
    assert "p@ss" not in proxy.url


def test_the_proxy_of_the_scheme_comes_first() -> None:
    proxies = Proxies({"http": "http://one:1", "all": "http://two:2"})
    found = [proxies.proxy_for(scheme, "e.example", 80) for scheme in ("http", "https")]
    assert [proxy and proxy.host for proxy in found] == ["one", "two"]
    assert Proxies({}).proxy_for("http", "e.example", 80) is None


@pytest.mark.parametrize(
    "value",
    [
        "ftp://proxy.example:21",
        "socks4://proxy.example",
        "http://",
        "http://:3128",
        "http://proxy.example:port",
        "http://proxy.example:70000",
        "http://[::1:80",
        "http://a b:80",
        "socks5://proxy.example:0",
        "http://näh:1",
    ],
)
def test_a_proxy_that_cannot_be_read_is_named_by_its_variable(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("all_proxy", raising=False)
    monkeypatch.setenv("ALL_PROXY", value)
    with pytest.raises(FetchError, match=r"^The proxy in ALL_PROXY cannot be used: .+\. Correct or unset it\.$"):
        Proxies({"all": value}).proxy_for("http", "e.example", 80)


def test_a_broken_proxy_keeps_its_password_to_itself() -> None:
    with pytest.raises(FetchError) as caught:
        Proxies({"http": "http://ada:secret@proxy.example:70000"}).proxy_for("http", "e.example", 80)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "host", "port"),
    [
        ("[::1]", "::1", 80),
        ("::1", "::1", 80),
        ("[2001:db8::]:8080", "2001:db8::", 8080),
        ("10.0.0.0/8", "10.9.8.7", 80),
        ("fd00::/8", "fd12::1", 80),
        ("127.0.0.1", "127.0.0.1", 8000),
        ("example.org", "news.example.org", 80),
        (".example.org", "example.org", 80),
        ("*.example.org", "a.example.org", 80),
        ("Example.ORG", "EXAMPLE.org.", 80),
        ("example.org:8080", "example.org", 8080),
        ("http://example.org", "example.org", 80),
        ("a.example,  example.org\tb.example", "b.example", 80),
        ("*", "e.example", 80),
        ("a.example, *", "e.example", 80),
    ],
)
def test_hosts_that_do_without(entry: str, host: str, port: int) -> None:
    assert Proxies({"all": "http://p:1", "no": entry}).proxy_for("http", host, port) is None


@pytest.mark.parametrize(
    ("entry", "host", "port"),
    [
        ("[::1]", "::2", 80),
        ("10.0.0.0/8", "11.0.0.1", 80),
        ("10.0.0.0/8", "10.example", 80),
        ("example.org", "notexample.org", 80),
        ("example.org:8080", "example.org", 80),
        ("[", "e.example", 80),
        (" ,,.:/[]%", "e.example", 80),
        ("", "e.example", 80),
    ],
)
def test_hosts_that_do_not(entry: str, host: str, port: int) -> None:
    assert Proxies({"all": "http://p:1", "no": entry}).proxy_for("http", host, port) is not None


@pytest.fixture
def _no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_no_certificates")
def test_certificates_come_from_a_file_or_from_certifi(monkeypatch: pytest.MonkeyPatch) -> None:
    import certifi

    own = tls_context().cert_store_stats()["x509_ca"]
    assert own > 50
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    assert tls_context().cert_store_stats()["x509_ca"] == own


@pytest.mark.usefixtures("_no_certificates")
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_certificates_that_are_not_there_are_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, str(tmp_path / "gone"))
    with pytest.raises(FetchError, match=rf"^{name} names a .+ that does not exist: .+gone\. Correct or unset it\.$"):
        tls_context()


@pytest.mark.usefixtures("_no_certificates")
def test_a_file_without_certificates_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with pytest.raises(FetchError, match="The certificates of SSL_CERT_FILE cannot be used"):
        tls_context()


@pytest.mark.usefixtures("_no_certificates")
def test_a_key_log_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "gone" / "keys"))
    with pytest.raises(FetchError, match="SSLKEYLOGFILE"):
        tls_context()
