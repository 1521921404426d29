"""When two articles are the same article: the same address, or the same title and text."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsreader.model.article import Article

__all__ = ["digest", "is_site", "keys", "normalise", "within"]

_TRACKING = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|bbc.*|ptr.*|format|custom.*)|mc_[ce]id|(?:fb|g|dc|ms|y|tt)clid|gbraid|wbraid"
    r"|igshid|_hs(?:enc|mi)|cmpid|ocid|ito|smid|ncid|s?cid_source|ref_src|xtor|mkt_tok|guccounter|guce_referrer.*",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, never which article it is (the habits of the large counting services
and news sites). "ref", "id" and the like stay: on some sites they name the article."""

_PLAIN = re.compile(r"https?:(//[a-z0-9.-]+)(/[!-\"$->@-~]*)?")
"""An address without port, query and fragment, its host in small letters: as most are, in the form to compare."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEY_BYTES = 16


def normalise(url: str) -> str:
    """`url` in the form that two addresses of one page share, or "" where it is no web address.

    Scheme and host are lower case, a default port goes, an empty path is "/", tracking parameters go and so does
    the fragment, unless it begins with "!" or "/": some sites put the page itself there. http and https count as
    one. Raises nothing: what cannot be taken apart is returned as it is, without its surrounding space.
    """
    url = url.strip()
    if not url:
        return ""
    if plain := _PLAIN.fullmatch(url):
        return plain[1] + (plain[2] or "/")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    scheme, host = parts.scheme.lower(), (parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or not host:
        return url
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        place += f":{port}"
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
        if len(kept) != len(pairs):
            query = urlencode(kept, errors="surrogateescape")
    page = f"//{place}{parts.path or '/'}"
    if query:
        page += f"?{query}"
    if parts.fragment.startswith(("!", "/")):
        page += f"#{parts.fragment}"
    return page


def is_site(url: str) -> bool:
    """Whether an address leads to a site as a whole, or nowhere, rather than to a page of it."""
    plain = _PLAIN.fullmatch(url)
    return (plain[2] if plain else urlsplit(url).path) in (None, "", "/")


def _key(kind: bytes, *what: bytes) -> bytes:
    return blake2b(b"\n".join(what), digest_size=_KEY_BYTES, person=kind).digest()


def digest(kind: bytes, text: str) -> bytes:
    """A key of 16 bytes for a text of this kind."""
    return _key(kind, text.encode("utf-8", "surrogatepass"))


def within(place: str, key: bytes) -> bytes:
    """`key` as it counts in one place only."""
    return _key(b"within", place.encode("utf-8", "surrogatepass"), key)


def _without_space(text: str) -> bytes:
    return text.replace("\xa0", "").encode("utf-8", "surrogatepass").translate(None, b" \t\n\v\f\r")


def keys(article: Article) -> list[bytes]:
    """What `article` is known by, 16 bytes each, at least one: two articles that share any of them are the same.

    White space makes no difference to a title or text. An article without text is known by its address
    alone, where it has one: feeds give many such entries under one title.
    """
    found = []
    address = normalise(article.url)
    if address:
        found.append(_key(b"address", address.encode("utf-8", "surrogatepass")))
    words = _without_space(article.text)
    if words or not found:
        found.append(_key(b"words", _without_space(article.title), words))
    return found
