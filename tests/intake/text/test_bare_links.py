"""Web addresses in running text."""

import time

import pytest

from newsreader.intake.text.bare_links import find_links


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see https://e.example/Arden_(bridge) and on", ["https://e.example/Arden_(bridge)"]),
        ("(see https://e.example/Arden_(bridge))", ["https://e.example/Arden_(bridge)"]),
        ("(https://e.example/x), https://b.example/y.", ["https://e.example/x", "https://b.example/y"]),
        ("“https://e.example/x.” ‘HTTP://e.example/y’", ["https://e.example/x", "HTTP://e.example/y"]),
        ("https://e.example/x’s page… https://e.example/z…", ["https://e.example/x", "https://e.example/z"]),
        ("https://e.example/?a=(b)&c=[d]#e! <https://e.example/f>", ["https://e.example/?a=(b)&c=[d]#e", "https://e.example/f"]),
        ("http://localhost:8080/x http://127.0.0.1/y", ["http://localhost:8080/x", "http://127.0.0.1/y"]),
        ("ftp://e.example/x a@b.example mailto:a@b.example //e.example e.example", []),
        ("https:// and http://", []),
        ("no address", []),
    ],
)  # fmt: skip
def test_the_addresses_in_a_text(text: str, wanted: list[str]) -> None:
    links = list(find_links(text))
    assert [link.url for link in links] == wanted
    assert [text[link.start : link.end] for link in links] == wanted


@pytest.mark.parametrize(
    "piece", ["https://", "https://a", "http://e.example/ ", "https://e.example/((", "://", "https://a@a."]
)
def test_any_text_takes_linear_time(piece: str) -> None:
    before = time.process_time()
    list(find_links(piece * 10_000))
    assert time.process_time() - before < 5
