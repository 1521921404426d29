"""Twenty pages of different layouts around invented stories, and what must and must not come out of each.

What a page must give is found by itself: the paragraphs of its story and the lines of FURNITURE that it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

__all__ = ["PAGES", "Page"]

HARBOUR = (
    "The harbour board of Kestrel Bay said on Monday that it would close the eastern pier for eleven months, after "
    "divers found that the timber below the waterline had been eaten away by shipworm.",
    "Fishermen who land their catch at the pier were told of the decision only an hour before it was made public. "
    "Several of them said that they would have to sail to Marrow Point, forty kilometres to the north.",
    "“We knew that it was bad, but we did not know that it was this bad,” said Ilse Varga, who has run the harbour "
    "since 2011. “Nobody wants to be the one who waited too long.”",
    "The repairs are expected to cost nine million crowns. A third of that is to come from the region, and the rest "
    "from a fee on every vessel that is longer than fifteen metres.",
    "Trade unions called the fee unfair. Their spokesman, Dorin Malk, said that the large ferries caused most of the "
    "damage and that small owners would pay for it.",
    "A public hearing will be held in the town hall in two weeks. Work on the first forty piles is to begin in March.",
)
ORCHARD = (
    "Growers in the Tolland valley have begun to pull out apple trees that their grandparents planted, because the "
    "late frosts of the last five springs have left them with hardly any fruit.",
    "In their place they plant hazel, which flowers in winter and does not mind the cold. The first harvest is four "
    "years away, and the bank in the valley has agreed to wait for its money until then.",
    "Not everyone is convinced. The cider press at Low Tolland, which employs sixty people, needs two thousand tonnes "
    "of apples a year and has so far found no other supplier close by.",
    "Petra Oyelaran, an agronomist who advises the growers, says that hazel is no sure thing either. Dry summers could "
    "halve the crop, and the price of nuts has swung widely since the beginning of the decade.",
    "For the moment the valley is a patchwork of stumps, young bushes and a few old orchards in blossom. Walkers "
    "still come in May to see them, as they have done for more than a century.",
)
TRAIN = (
    "Der Nachtzug zwischen Lindau und Veldorf soll von Dezember an wieder täglich fahren, wie das Verkehrsministerium "
    "am Donnerstag mitteilte. Die Strecke war vor neun Jahren eingestellt worden.",
    "Nach Angaben der Bahn sind für die ersten Monate bereits zwölftausend Plätze gebucht. Eine Fahrt im Liegewagen "
    "kostet mindestens neunundvierzig Taler, im Schlafwagen das Doppelte.",
    "„Wir haben lange dafür gekämpft“, sagte die Bürgermeisterin von Veldorf, Grete Amsinck. Die Stadt hatte den "
    "Bahnsteig auf eigene Kosten verlängern lassen.",
    "Kritik kam von den Anwohnern der Brückenstraße, die mehr Lärm in der Nacht befürchten. Das Ministerium kündigte "
    "an, bis zum Sommer leisere Bremsen einbauen zu lassen.",
)
UPDATES = (
    "The river gauge at Oster Mill stands at four metres and ten, which is half a metre below the crest of the dyke. "
    "The fire brigade expects the peak towards midnight.",
    "The road between Oster and Pell is closed in both directions. Buses turn round at the cemetery, and a shuttle "
    "takes pupils home from the upper school.",
    "The mayor has asked everyone in the lower town to move their cars to the market square. Parking there is free "
    "until the water has gone.",
    "Heavy rain since the early morning has filled the upper basins. The water authority has begun to let water out "
    "of the largest of them, as it had announced on the day before.",
)
QUESTIONS = (
    "You have tuned pianos for fifty years. What has changed?",
    "Is there an instrument that you would not touch again?",
    "What do you tell people who want to learn the trade?",
)
ANSWERS = (
    "Less than you would think. The strings are the same and so is the ear. What has changed is that people move "
    "house more often, and a piano does not like to move house at all.",
    "There was one on a ferry, bolted to the floor beside the engine room. I tuned it in the morning and by the "
    "evening it was a different animal. They called me back eleven times in one summer.",
    "To listen to one note for a whole day. If they come back the next morning then they may stay, and if they do "
    "not then I have saved them three years of their lives.",
)
STEPS = (
    "Soak the beans overnight in plenty of cold water, and pour the water away in the morning.",
    "Fry the onions slowly in the oil for at least twenty minutes, until they are soft and golden.",
    "Add the beans, the tomatoes and a litre of water, and leave the pot to simmer for two hours.",
)
GOODS = ("400 grams of white beans", "Two large onions", "One tin of tomatoes", "Six spoons of olive oil")
CAPTIONS = ("The eastern pier at low tide, seen from the lighthouse.", "Divers examined forty piles in three days.")
HEADS = ("A fee on every vessel", "What comes next", "Ingredients", "Method")
KEPT = (*HARBOUR, *ORCHARD, *TRAIN, *UPDATES, *QUESTIONS, *ANSWERS, *STEPS, *GOODS, *CAPTIONS, *HEADS)

MENU = ("Front page", "World affairs", "Money and markets", "Weather maps", "Sign in to your account")
MORE = (
    "Lighthouse keeper retires after forty years on the rock",
    "Why the price of herring has doubled since Easter",
    "Ten walks along the coast for the whole family",
)
COOKIES = "We and our 214 partners store information on your device to show you advertising."
LETTER = "Sign up for our morning letter and never miss a story from the coast."
RIGHTS = "© 2026 Kestrel Media Group. All rights reserved."
REMARKS = (
    "I have been saying this about that pier for years and nobody at the board would ever listen to me.",
    "Great piece, thank you. My uncle used to work there and he told us the same thing about the worms.",
)
SHARE = ("Share on Chirper", "Copy link to clipboard", "Print this page")
PAY = ("This article is for subscribers only.", "Choose a plan to read on, from two crowns a week.")
MAILED = ("You get this message because you signed up at our site.", "Unsubscribe with one click")
ADVERTISEMENT = "Advertisement: new boots for wet days, now at half the price."
TAGS = ("Filed under: harbours", "Filed under: public works")
KEKSE = "Wir verwenden Cookies, um Inhalte und Anzeigen für Sie anzupassen."
FURNITURE = (*MENU, *MORE, COOKIES, LETTER, RIGHTS, *REMARKS, *SHARE, *PAY, *MAILED, ADVERTISEMENT, *TAGS, KEKSE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page with what must come out of it; `byline` and `date` (year-month-day) are "" where it states none."""

    name: str
    markup: str
    title: str
    byline: str
    date: str

    @property
    def kept(self) -> tuple[str, ...]:
        """The paragraphs, headings, items and captions of the story that the page holds."""
        return self._held(KEPT)

    @property
    def furniture(self) -> tuple[str, ...]:
        """The lines around the story that the page holds."""
        return self._held(FURNITURE)

    def _held(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        words = " ".join(unescape(re.sub(r"<[^>]*>", "", self.markup)).split())
        return tuple(line for line in lines if line in words)


def _each(tag: str, lines: tuple[str, ...], more: str = "") -> str:
    return "\n".join(f"<{tag}{more}>{line}</{tag}>" for line in lines)


def _links(lines: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/{i}.html">{line}</a></{tag}>' for i, line in enumerate(lines))


NAV = f"<nav><ul>{_links(MENU)}</ul></nav>"
DIV_MENU = f'<div class="topbar"><div class="logo"><a href="/">Kestrel</a></div>{_links(MENU, "span")}</div>'
FOOTER = f"<footer><ul>{_links(MENU)}</ul><p>{RIGHTS}</p></footer>"
MORE_BOX = f'<div class="more-stories"><h3>Read next</h3><ul>{_links(MORE)}</ul></div>'
SHARE_BAR = f'<ul class="share-tools">{_links(SHARE)}</ul>'
COMMENTS = f'<div class="comments" id="comments"><h3>2 comments</h3>{_each("div", REMARKS, " class=comment")}</div>'
SIGN_UP = f'<div class="newsletter-signup"><p>{LETTER}</p><form><input name="mail"><button>Join</button></form></div>'
BANNER = f'<div id="consent-banner" class="cookie-consent"><p>{COOKIES}</p><button>Accept</button></div>'

PIER = "Eastern pier to close for eleven months"
TREES = "Valley gives up its apple trees"
_JSON_LD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"%s",'
    '"datePublished":"2026-02-03T08:15:00+00:00","author":[{"@type":"Person","name":"Nora Kell"}]}</script>'
)
_META = (
    '<meta name="author" content="Nora Kell">'
    '<meta property="article:published_time" content="2026-02-03T08:15:00Z"><meta property="og:title" content="%s">'
)


def _page(
    name: str, body: str, title: str = PIER, byline: str = "Nora Kell", date: str = "2026-02-03", head: str = _META
) -> Page:
    metadata = head.replace("%s", title)
    markup = (
        f"<!DOCTYPE html><html><head><title>{title} - Kestrel News</title>{metadata}</head><body>{body}</body></html>"
    )
    return Page(name, markup, title, byline, date)


def _live(lines: tuple[str, ...]) -> str:
    return "".join(
        f'<div class="live-post"><time datetime="2026-02-03T1{7 - i}:30:00Z">1{7 - i}:30</time><p>{line}</p></div>'
        for i, line in enumerate(lines)
    )


P, Q = _each("p", HARBOUR), _each("p", ORCHARD)
FIGURES = [
    f'<figure><img src="/{i}.jpg" alt=""><figcaption>{line}</figcaption></figure>' for i, line in enumerate(CAPTIONS)
]

PAGES = (
    _page("article tag", f"{NAV}<main><article><h1>{PIER}</h1>{P}</article></main>{MORE_BOX}{FOOTER}"),
    _page(
        "bare divs",
        f"<div>{DIV_MENU}<div><h1>{PIER}</h1>{_each('div', HARBOUR)}</div><div>{_links(MORE, 'div')}</div>"
        f"<div>{RIGHTS}</div></div>",
    ),
    _page(
        "table layout",
        f'<table width="100%"><tr><td colspan="2">{_links(MENU, "b")}</td></tr><tr><td width="160">{_links(MORE, "p")}'
        f"</td><td><h1>{TREES}</h1>{Q}</td></tr><tr><td colspan=2><small>{RIGHTS}</small></td></tr></table>",
        TREES,
    ),
    _page(
        "furniture heavy",
        f'{BANNER}<header>{NAV}</header><div class="row"><aside class="left">{MORE_BOX}{SIGN_UP}</aside>'
        f'<div class="center"><h1>{TREES}</h1>{SHARE_BAR}{Q}{SHARE_BAR}</div><aside class="right">{MORE_BOX}'
        f"<p>{ADVERTISEMENT}</p></aside></div>{MORE_BOX}{FOOTER}",
        TREES,
    ),
    _page(
        "cookie banner",
        f'{BANNER}{DIV_MENU}<div class="story"><h1>{PIER}</h1>{P}</div><div class="legal">{RIGHTS}</div>',
    ),
    _page(
        "related links in the middle",
        f"{NAV}<article><h1>{PIER}</h1>{_each('p', HARBOUR[:3])}{MORE_BOX}<p class='ad'>{ADVERTISEMENT}</p>"
        f"{_each('p', HARBOUR[3:])}</article>{FOOTER}",
    ),
    _page(
        "comments below",
        f"{DIV_MENU}<div id=main><div class=post><h1>{PIER}</h1>{P}</div>{COMMENTS}</div>{FOOTER}",
    ),
    _page(
        "paywall stub",
        f'{NAV}<article><h1>{PIER}</h1><p>{HARBOUR[0]}</p><div class="paywall">{_each("p", PAY)}'
        f'<a href="/plans">See all plans</a></div></article>{FOOTER}',
    ),
    _page(
        "live blog",
        f"{NAV}<main><h1>Flood on the Oster: as it happened</h1><div class=live-posts>{_live(UPDATES)}</div></main>"
        f"{MORE_BOX}{FOOTER}",
        "Flood on the Oster: as it happened",
    ),
    _page(
        "interview",
        f"{NAV}<div class='content'><h1>The man who listens</h1>"
        + "".join(f"<p><strong>{q}</strong></p><p>{a}</p>" for q, a in zip(QUESTIONS, ANSWERS, strict=True))
        + f"</div>{SIGN_UP}{FOOTER}",
        "The man who listens",
    ),
    _page(
        "recipe of headings and lists",
        f"{NAV}<div class=recipe><h1>Beans as in Pell</h1><p>{ORCHARD[4]}</p><h2>Ingredients</h2>"
        f"<ul>{_each('li', GOODS)}</ul><h2>Method</h2><ol>{_each('li', STEPS)}</ol></div>{MORE_BOX}{FOOTER}",
        "Beans as in Pell",
    ),
    _page(
        "captions and figures",
        f"{NAV}<div class=story-body><h1>{PIER}</h1>{FIGURES[0]}{_each('p', HARBOUR[:3])}{FIGURES[1]}"
        f"<h2>{HEADS[0]}</h2>{_each('p', HARBOUR[3:])}</div>{SHARE_BAR}{FOOTER}",
    ),
    _page(
        "AMP",
        f"<amp-sidebar><ul>{_links(MENU)}</ul></amp-sidebar><article class=amp-wp-article>"
        f"<header><h1>{PIER}</h1></header>"
        f'<amp-img src="/0.jpg" width=1 height=1></amp-img><div class="amp-wp-article-content">{P}</div>'
        f"<amp-ad><p>{ADVERTISEMENT}</p></amp-ad></article>"
        f"<amp-consent id=c><div>{COOKIES}</div></amp-consent>{FOOTER}",
        head=_JSON_LD,
    ),
    _page(
        "JSON-LD",
        f'{DIV_MENU}<div class="css-1x2y"><div class="css-9k"><h1 class="css-h">{TREES}</h1>'
        f"{''.join(f'<div class=css-b><p class=css-p>{line}</p></div>' for line in ORCHARD)}</div>"
        f'<div class="css-77">{_links(MORE, "div")}</div></div><div class="css-f">{RIGHTS}</div>',
        TREES,
        head=_JSON_LD,
    ),
    _page(
        "old font tags",
        f"<center><font size=1>{' | '.join(f'<a href=/{i}>{m}</a>' for i, m in enumerate(MENU))}</font></center><hr>"
        f'<font size="5"><b>{TREES}</b></font><p>{"<p>".join(f"<font face=Arial>{line}</font>" for line in ORCHARD)}'
        f"<hr><font size=1>{RIGHTS}</font>",
        TREES,
        "",
        "",
        "",
    ),
    _page(
        "paragraphs by line breaks",
        f'{DIV_MENU}<div class="text"><h1>{PIER}</h1>{"<br><br>".join(HARBOUR)}</div><div class="foot">{RIGHTS}</div>',
    ),
    _page(
        "nested newsletter tables",
        "<table><tr><td><table width=600>"
        f"<tr><td><h1>{TREES}</h1></td></tr>"
        + "".join(f"<tr><td><table><tr><td><p>{line}</p></td></tr></table></td></tr>" for line in ORCHARD)
        + f"<tr><td><table><tr><td><p>{MAILED[0]}</p><a href=/off>{MAILED[1]}</a></td></tr></table></td></tr>"
        "</table></td></tr></table>",
        TREES,
        "",
        "",
        "",
    ),
    _page(
        "press release",
        f"{NAV}<div class=release><h1>{PIER}</h1><p>KESTREL BAY, Feb. 3, 2026 /Coastwire/ -- {HARBOUR[0]}</p>"
        f"{_each('p', HARBOUR[1:])}<p>{TAGS[0]}</p></div><div class=related-releases>{_links(MORE, 'p')}</div>{FOOTER}",
    ),
    _page(
        "byline of several authors",
        f'{NAV}<article><header><h1>{PIER}</h1><p class="byline">By <a rel="author" href="/n">Nora Kell</a>, '
        '<a rel="author" href="/t">Tom Brask</a> and <a rel="author" href="/y">Yara Ould</a></p>'
        f'<time datetime="2026-02-03">3 February 2026</time></header>{P}<div class="tags">{_links(TAGS, "span")}</div>'
        f"</article>{COMMENTS}{FOOTER}",
        byline="Nora Kell, Tom Brask and Yara Ould",
        head="",
    ),
    _page(
        "in German",
        f'<div class="cookie-hinweis"><p>{KEKSE}</p></div>{DIV_MENU}<div class="artikel"><h1>Der Nachtzug kehrt zurück'
        f'</h1><p class="autor">Von Henrike Stolt</p><p class="datum">12. Februar 2026</p>{_each("p", TRAIN)}</div>'
        f"<footer><p>{RIGHTS}</p></footer>",
        "Der Nachtzug kehrt zurück",
        "Henrike Stolt",
        "2026-02-12",
        "",
    ),
)
