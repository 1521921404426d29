# ruff: noqa: E501  # the inputs are easier to read on their own lines
"""Small valid inputs of every parser, and mutations of them that can be repeated by their number."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from newsreader.config import reading
from newsreader.intake import feeds, files, opml
from newsreader.library.search import query

__all__ = ["PARSERS", "mutated", "run"]

_WORDS = "The ferry “Alma” left the old quay at 9.15 on Monday, the harbour master said, with forty people on board. "
_NOW = datetime(2026, 11, 14, 12, tzinfo=UTC)
_PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry leaves - The Quay</title>
<meta property="og:site_name" content="The Quay"><link rel="canonical" href="https://quay.test/ferry">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry leaves","author":[{{"name":"Ada Brook"}}],
"datePublished":"2026-11-14T09:15:00Z"}}</script></head><body class="page"><nav><ul><li><a href="/a">One</a></li></ul></nav>
<div id="main"><h1>Ferry leaves</h1><p class="byline">By Ada Brook</p><time datetime="2026-11-14">14 Nov</time>
<p>{_WORDS * 3}<b>Bold <i>and</i></b> <a href="../x?y=1&amp;z">link</a></p><blockquote><p>Quoted &ldquo;words&rdquo;</p></blockquote>
<ul><li>One<ol start="3"><li>Two</ol></ul><table><tr><td>a<td>b</table><pre>code
  here</pre><figure><img src="a.png"><figcaption>Photo: Joan</figcaption></figure></div><!-- end --><footer>© 2026</footer></body></html>"""
_RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Quay</title><link>https://quay.test/</link><item><title>Ferry &lt;b&gt;leaves&lt;/b&gt;</title>
<link>https://quay.test/1</link><guid>1</guid><pubDate>Sat, 14 Nov 2026 09:15:00 GMT</pubDate><author>a@quay.test (Ada Brook)</author>
<description>&lt;p&gt;{_WORDS}&lt;/p&gt;</description><content:encoded><![CDATA[<p>{_WORDS * 2}</p><p>More</p>]]></content:encoded></item>
<item><title>Second</title><guid>2</guid><description>{_WORDS}</description></item></channel></rss>"""
_ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title><link href="https://quay.test/"/><entry>
<id>urn:1</id><title type="html">Ferry</title><link href="/1"/><updated>2026-11-14T09:15:00+01:00</updated><author><name>Ada</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{_WORDS}</p></div></content></entry></feed>"""
_JSON = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "items": [
    {"id": 1, "url": "https://quay.test/1", "title": "Ferry", "date_published": "2026-11-14T09:15:00Z",
     "authors": [{"name": "Ada"}], "content_html": f"<p>{_WORDS}</p>"}, {"id": "2", "content_text": _WORDS}]})  # fmt: skip
_MARKDOWN = f"""---
title: "Ferry leaves"
author: [Ada Brook, Joan Reed]
date: 2026-11-14
---
# Ferry leaves

{_WORDS}**Bold *and* `code`** [link](https://quay.test/a "t") ![image](a.png) <b>html</b> https://quay.test/b

> Quoted
>> twice

1. One
   - Two

| a | b |
|---|---|
| c | d |

```
code
```
<div>block</div>

[ref]: https://quay.test/ref
"""
_TOML = """theme = "nord"
measure = 80
[summary]
method = "news"
sentences = 3
[keys]
next = ["j", "down"]
[[rules]]
action = "tag"
words = "ferry"
tag = "harbour"
[retention]
days = 30
[retention.sources.Quay]
most = 100
[copy]
plain = "{title} {link}"
[commands]
count = ["wc", "-w"]
[openers]
'video' = { run = ["mpv"], terminal = true }
"""
_OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="News">
<outline type="rss" text="Quay" xmlUrl="https://quay.test/feed" htmlUrl="https://quay.test/" category="a,b/c"/></outline>
<outline text="x" xmlUrl="exec:ls"/></body></opml>"""
_URLS = 'https://quay.test/feed "two words" ~Quay !hidden # note\nexec:ls x\nquery:a:b\n'
_PLAIN = f"https://quay.test/2026/11/14/ferry\n\nFerry leaves\nBy Ada Brook\n14 November 2026\n\nPORT ALDEN, Nov 14 (Reuters) - {_WORDS}\n\n1. One\n2. Two\n\n> Quoted\n\nSource: The Quay\n"
_RTF = f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\\uc1 Ferry\\par {_WORDS[:60]}\\u8220?x\\'e9\\par {{\\*\\x y}}}}"
_MAIL = f"""From: =?utf-8?q?The_Qu=C3=A1y?= <news@quay.test>
Subject: Ferry =?utf-8?b?bGVhdmVz?=
Date: Sat, 14 Nov 2026 09:15:00 +0100 (CET)
Message-ID: <1@quay.test>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

{_WORDS.replace("“", "=E2=80=9C").replace("”", "=E2=80=9D")}
--b1
Content-Type: multipart/related; boundary=b2

--b2
Content-Type: text/html; charset*0=utf; charset*1=-8
Content-Transfer-Encoding: base64

PGgxPkZlcnJ5IGxlYXZlczwvaDE+PHA+VGhlIGZlcnJ5IGxlZnQgdGhlIHF1YXkgb24gTW9uZGF5LjwvcD4=
--b2--
--b1--
"""
_QUERY = 'climate (oil OR "natural gas") -sport title:budget since:2d person:"ada brook" NOT is:read sort:old sanction*'


def _book() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, text in {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="o/b.opf"/></rootfiles></container>',
            "o/b.opf": "<package><metadata><title>Quays</title><creator>Ada</creator><date>2026</date></metadata><manifest>"
            '<item id="a" href="a.html"/><item id="b" href="b.html"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
            "o/a.html": _PAGE,
            "o/b.html": f"<html><body><h1>Two</h1><p>{_WORDS * 3}</p></body></html>",
        }.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def _pdf() -> bytes:
    shown = "".join(f"({_WORDS[:60]}) Tj 0 -14 Td " for _ in range(5)).encode("cp1252")
    content = b"/X Do BT /F 11 Tf 60 760 Td " + shown + b"[(a) -200 (b)] TJ ET"
    form = b"BT /F 9 Tf (In a form) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2/MediaBox[0 0 600 800]>>",
        b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Form/Resources<</Font<</F 4 0 R>>>>/Length %d>>stream\n%s\nendstream" % (len(form), form),
        b"<</Title(Ferry leaves)/Author(Ada Brook)/CreationDate(D:20261114091500Z)>>",
    ]  # fmt: skip
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R/Info 7 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _file(suffix: str) -> Callable[[bytes], object]:
    return lambda data: list(files.read_articles(data, "it", suffix))


def _feed(data: bytes) -> object:
    return list(feeds.articles(feeds.parse(data, "https://quay.test/feed"), "https://quay.test/feed"))


PARSERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "rss": (_RSS.encode(), _feed),
    "atom": (_ATOM.encode(), _feed),
    "json": (_JSON.encode(), _feed),
    "page": (_PAGE.encode(), _file(".html")),
    "plain": (_PLAIN.encode(), _file(".txt")),
    "markdown": (_MARKDOWN.encode(), _file(".md")),
    "rtf": (_RTF.encode(), _file("")),
    "opml": (_OPML.encode(), opml.read),
    "urls": (_URLS.encode(), opml.read_urls),
    "mail": (_MAIL.encode(), _file(".eml")),
    "mbox": (
        b"From a@quay.test Sat Nov 14 09:15:00 2026\n".join([b"", _MAIL.encode(), _MAIL.encode()]),
        _file(".mbox"),
    ),
    "epub": (_book(), _file(".epub")),
    "pdf": (_pdf(), _file(".pdf")),
    "query": (_QUERY.encode(), lambda data: query.parse(data.decode("utf-8", "replace"), _NOW)),
    "settings": (_TOML.encode(), lambda data: reading.read(data, Path("config.toml"))),
}
"""A valid input for each parser, and how it is read."""


def mutated(number: int) -> tuple[str, bytes]:
    """Return the name of a parser and an input for it: mutation `number`, the same at every call."""
    chance = random.Random(number)
    names = list(PARSERS)
    name = names[number % len(names)]
    data = PARSERS[name][0]
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = chance.choice(_CHANGES)(data, chance)
    return name, data[:_LONGEST]


def run(name: str, data: bytes) -> None:
    """Read `data` with a parser of PARSERS. Raises whatever that raises."""
    PARSERS[name][1](data)


_LONGEST = 2_000_000
_Change = Callable[[bytes, random.Random], bytes]


def _span(data: bytes, chance: random.Random, longest: int = 200) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, longest))


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if data else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 10, 300, 3000)) + data[end:]


def _spliced(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(list(PARSERS.values()))[0]
    start, end = _span(data, chance)
    other_start, other_end = _span(other, chance, 600)
    return data[:start] + other[other_start:other_end] + data[end:]


_SIGNS = ("<b>|<p>|<div>|<a href=x>|<li>|<table><tr><td>|<blockquote>|<font>|<!--|&amp;|<outline text='a'>|<item>|[|![|]|(|)|{|}|\"|'|*|_|"
          "`|> |- |# |~~|\\|-|NOT |OR |=?utf-8?q?a?= |a=1 |/X Do |<<|>>|\0|\r|\n|\x1b[|9|\u202e|\u017f|\ud7ff| ".split("|"))  # fmt: skip


def _nested(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    sign = "".join(chance.choice(_SIGNS) for _ in range(chance.choice((1, 1, 2)))).encode()
    return data[:at] + sign * chance.choice((1, 50, 2000, 20_000)) + data[at:]


def _number_changed(data: bytes, chance: random.Random) -> bytes:
    places = [at for at, byte in enumerate(data) if byte in b"0123456789"]
    if not places:
        return data
    at = chance.choice(places)
    return (
        data[:at] + chance.choice((b"0", b"-1", b"99", b"4294967296", b"9" * 40, b"9" * 5000, b"1e9")) + data[at + 1 :]
    )


_CHANGES: tuple[_Change, ...] = (
    _flipped, _flipped, _cut_out, _cut_off, _repeated, _spliced, _nested, _number_changed,
)  # fmt: skip
