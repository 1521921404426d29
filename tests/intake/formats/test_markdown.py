"""Markdown and its front matter."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.intake.formats import markdown
from newsreader.model.article import Article


def marks(article: Article) -> list[tuple[str, str, str]]:
    return [(m.kind.value, m.value, article.text[m.start : m.end]) for m in article.marks]


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "A [title]: of things"\nauthor: [Jane Doe, "John Roe"]\ndate: 2026-05-01T10:00:00+02:00\n'
        "place: Oslo\nsource: The Daily # the paper\nurl: https://e.example/x\n---\n",
        "---\nTitle: 'A [title]: of things'\nauthors:\n  - Jane Doe\n  - John Roe\npublished: 2026-05-01 08:00\n"
        "location: Oslo\npublication: The Daily\nlink: https://e.example/x\n...\n",
        '+++\ntitle = "A [title]: of things"\nauthor = ["Jane Doe", "John Roe"]\ndate = 2026-05-01T10:00:00+02:00\n'
        'place = "Oslo"\nsource = "The Daily"\nurl = "https://e.example/x"\n+++\n',
    ],
)
def test_front_matter(front: str) -> None:
    article = markdown.read(front + "\n# A [title]: of things\n\nWords.\n")
    assert article == Article(
        "Words.",
        "A [title]: of things",
        (),
        "Jane Doe, John Roe",
        "The Daily",
        "Oslo",
        datetime(2026, 5, 1, 8, tzinfo=UTC),
        "https://e.example/x",
    )


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ("title: >-\n  The bridge\n  stays open", ("The bridge stays open", "")),
        ("title: |\n  The bridge\nauthor:\n  name: Jane Doe\n  email: jane@e.example", ("The bridge", "Jane Doe")),
        ("title: B\nauthors:\n  - name: Jane Doe\n  - {name: John Roe, site: x}", ("B", "Jane Doe, John Roe")),
        ("title: 1984\nauthor: no", ("1984", "no")),  # no types are guessed
        ("title: Rain: a story\nauthor: Jane Doe", ("Rain: a story", "Jane Doe")),  # not YAML, but often written
        ("title: @home\nauthor: Jane Doe", ("@home", "Jane Doe")),
    ],
)
def test_front_matter_is_yaml(front: str, wanted: tuple[str, str]) -> None:
    article = markdown.read(f"---\n{front}\n---\n\nWords of the story.\n")
    assert (article.title, article.byline, article.text) == (*wanted, "Words of the story.")


def test_front_matter_comes_before_a_dateline() -> None:
    text = "OSLO, 2 May 2026 – It rained."
    assert markdown.read(f"# Rain\n\n{text}").place == "Oslo"
    article = markdown.read(f"---\ntitle: Rain\nplace: Bergen\ndate: 2026-05-01\n---\n{text}")
    assert (article.place, article.published) == ("Bergen", datetime(2026, 5, 1, tzinfo=UTC))


def test_what_is_no_front_matter_stays() -> None:
    article = markdown.read("---\n\nWords between\n\n---\n\nmore")
    assert "Words between" in article.text
    assert markdown.read("+++\nnot = = toml\n+++\n\nx").text.startswith("+++")


def test_a_first_heading_is_the_title() -> None:
    article = markdown.read("# Old *bridge* stays\n\nWords here.")
    assert (article.title, article.text) == ("Old bridge stays", "Words here.")
    assert markdown.read("Words here. More.").title == "Words here"


def test_structure() -> None:
    article = markdown.read(
        "Run *on*\nhere **and `code`**  \nbroken [link](https://e.example/x) https://bare.example/y.\n\n## Sub\n\n"
        "- a\n- b\n\n  on\n  - deep\n\n3. x\n4. y\n\n> said\n\n```\ncode\n\n  more\n```\n\n![Seen](https://e.example/i.png)\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n"
    )
    assert article.text.split("\n\n") == [
        "Run on here and code\nbroken link https://bare.example/y.", "Sub", "a", "b", "on", "deep", "x", "y", "said",
        "code", "  more", "Seen", "A | B\n1 | 2",
    ]  # fmt: skip
    assert marks(article) == [
        ("emphasis", "", "on"),
        ("strong", "", "and code"),
        ("link", "https://e.example/x", "link"),
        ("link", "https://bare.example/y", "https://bare.example/y"),
        ("heading", "2", "Sub"),
        ("item", "•", "a"),
        ("item", "•", "b"),
        ("item", "", "on"),
        ("item", "◦", "deep"),
        ("item", "3.", "x"),
        ("item", "4.", "y"),
        ("blockquote", "", "said"),
        ("code", "", "code\n\n  more"),
        ("caption", "https://e.example/i.png", "Seen"),
    ]


def test_raw_html_and_bad_links_are_words() -> None:
    article = markdown.read("<div onclick=x>raw <b>html</b>&#27;[31m</div>\n\nsee [this](javascript:x) &#27;[1m end")
    assert "raw html" in article.text
    assert "\x1b" not in article.text
    assert not marks(article)


@given(st.text(alphabet="#*_`>-+1.[]()!|\n \tabc<&;:\"'\\~=") | st.text())
def test_any_text_keeps_the_contract(text: str) -> None:
    article = markdown.read(text)
    assert "\n\n\n" not in article.text
    assert all(0 <= m.start < m.end <= len(article.text) for m in article.marks)
    assert "\n" not in article.title


def test_by_line_and_date_below_the_title_become_fields() -> None:
    article = markdown.read("# Rain\n\n*By Jane Doe*\n\n2 May 2026\n\nIt rained all day.")
    assert (article.byline, article.text, article.marks) == ("Jane Doe", "It rained all day.", ())
    assert article.published == datetime(2026, 5, 2, tzinfo=UTC)


def test_a_bare_address_keeps_its_bracket() -> None:
    article = markdown.read("# Bridge\n\nSee (https://e.example/Arden_(bridge)) for more.")
    assert marks(article) == [("link", "https://e.example/Arden_(bridge)", "https://e.example/Arden_(bridge)")]
    assert article.text == "See (https://e.example/Arden_(bridge)) for more."
