"""Make the keys that identify an article: two articles are the same if their address, or title and text, agree."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsreader.model.article import Article

__all__ = ["digest", "is_site_root", "keys", "normalise_url", "scoped_key"]

_TRACKING = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|bbc.*|ptr.*|format|custom.*)|mc_[ce]id|(?:fb|g|dc|ms|y|tt)clid|gbraid|wbraid"
    r"|igshid|_hs(?:enc|mi)|cmpid|ocid|ito|smid|ncid|s?cid_source|ref_src|xtor|mkt_tok|guccounter|guce_referrer.*",
    re.IGNORECASE,
)
"""Parameters that tell where a reader came from, never which article it is, as the large analytics services and news
sites use them. "ref", "id" and the like are not here: on some sites they name the article."""

_NORMAL_URL = re.compile(r"https?:(//[a-z0-9.-]+)(/[!-\"$->@-~]*)?")
"""An address without port, query and fragment, and with a lower-case host: most addresses, which need no work."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEY_BYTES = 16


def normalise_url(url: str) -> str:
    """Return `url` in the form that all addresses of a page share, without the scheme; "" for an empty address.

    The host becomes lower case and an empty path "/". A default port and tracking parameters are removed, and so is
    the fragment unless it begins with "!" or "/": some sites put the page itself there. http and https are the same.
    Never raises: an address that cannot be parsed, or is not a web address, is returned without surrounding space.
    """
    url = url.strip()
    if not url:
        return ""
    if match := _NORMAL_URL.fullmatch(url):
        return match[1] + (match[2] or "/")
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


def is_site_root(url: str) -> bool:
    """Return whether an address has no path: it leads to a whole site, or nowhere, instead of to an article."""
    match = _NORMAL_URL.fullmatch(url)
    return (match[2] if match else urlsplit(url).path) in (None, "", "/")


def _key(kind: bytes, *parts: bytes) -> bytes:
    return blake2b(b"\n".join(parts), digest_size=_KEY_BYTES, person=kind).digest()


def digest(kind: bytes, text: str) -> bytes:
    """Return a key of 16 bytes for a text of this kind."""
    return _key(kind, text.encode("utf-8", "surrogatepass"))


def scoped_key(scope: str, key: bytes) -> bytes:
    """Return `key` limited to one scope, such as a feed: it differs from the same key in any other scope."""
    return _key(b"within", scope.encode("utf-8", "surrogatepass"), key)


def _without_space(text: str) -> bytes:
    return text.replace("\xa0", "").encode("utf-8", "surrogatepass").translate(None, b" \t\n\v\f\r")


def keys(article: Article) -> list[bytes]:
    """Return the keys of `article`, 16 bytes each, at least one. Two articles that share a key are the same.

    White space in title and text is ignored. An article without text has the key of its address alone, if it has an
    address: feeds send many such entries under one title.
    """
    found = []
    address = normalise_url(article.url)
    if address:
        found.append(_key(b"address", address.encode("utf-8", "surrogatepass")))
    words = _without_space(article.text)
    if words or not found:
        found.append(_key(b"words", _without_space(article.title), words))
    return found
