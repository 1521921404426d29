"""Recognise lines around an article that its page does not mark up: rights, offers, tags, links to other articles."""

from __future__ import annotations

import re

__all__ = ["LONGEST", "is_page_line"]

LONGEST = 200
"""The longest line examined, in characters; a longer line holds text of the article."""

_LINE = re.compile(
    r"""\s*(?:
        (?:©|\(c\)|copyright\b)\s*(?:©|\(c\)|\d{4}|by\b)
      | .{0,150}\ball\ rights\ reserved\W*$
      # Paywalls
      | (?:this|the\ (?:full|rest\ of\ (?:this|the))|dieser|cet|este)\ (?:article|story|artikel|artículo)
            \ (?:is|ist|est|es)\ (?:\w+\ ){0,3}?(?:for|to|für|aux|à|para)\ (?:\w+\ ){0,2}?
            (?:subscribers|(?:our|paying|registered)\ members|members\ only|abonnent\w*|abonnés|suscriptores)\b
      | already\ (?:a|an|have\ an?)\ (?:\w+\ )?(?:subscriber|member|account|subscription)\b
      | are\ you\ a\ (?:\w+\ )?subscriber\b
      | (?:subscribe|register|sign\ (?:in|up)|log\ in|create\ (?:an|a\ free)\ account|(?:choose|select|pick)\ (?:a|your)
            \ (?:plan|subscription))\b.{0,25}\ to\ (?:continue|read|keep|unlock|finish)\b
      | to\ (?:continue\ reading|keep\ (?:on\ )?reading|read\ (?:on|the\ (?:full|rest)))\b.{0,60}
            \b(?:subscri\w+|register|sign\ (?:in|up)|log\ in|account)\b
      | you\ (?:have|['’]ve)\ (?:\w+\ ){0,5}free\ articles?\b
      | subscribe\ (?:now|today)\b | subscribe\ for\ (?:\w+\ ){0,3}access\b | cancel\ any\ ?time\b
      | (?:keep|continue)\ reading\ (?:for|with)\ .{0,30}\d
      | (?:jetzt|hier)\ abonnieren\b | (?:sie\ )?(?:haben|sind)\ (?:sie\ )?(?:bereits|schon)\ (?:ein\ abo|abonnent\w*)\b
      | (?:déjà\ abonné|la\ suite\ est\ réservée|ya\ eres\ suscriptor|suscríbete\ para)\b
      # Newsletters
      | (?:sign\ up|subscribe)\ (?:for|to)\ (?:our|the|my)\b.{0,60}
            \b(?:newsletters?|letter|briefing|e-?mails?|updates)\b
      | (?:click\ here\ )?(?:to\ )?unsubscribe\b | (?:newsletter\ )?(?:hier\ )?abbestellen\b | se\ désabonner\b
      | you\ (?:are\ receiving|receive[d]?|get|got)\ this\ (?:e-?mail|mail|message|newsletter|letter)\b
      | if\ you\ no\ longer\ (?:wish|want)\ to\ receive\b
      | follow\ .{1,40}?\ on\ (?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|youtube|tiktok)\b
      # Above or among links to other articles
      | (?:share|print|e-?mail)(?:\ this(?:\ (?:article|page|story))?)?\W*$ | copy\ link\W*$ | reuse\ this\ content\W*$
      | (?:related|recommended|trending)
            (?:\ (?:articles?|content|coverage|links|news|now|posts|stories|topics|for\ you))?\W*$
      | (?:read|explore|see)\ (?:also|more|next)(?:\ on\ (?:this|these)\ topics?)?\W*$
      | more\ on\ this(?:\ (?:story|topic))?\W*$ | most\ (?:read|popular)\W*$ | you\ (?:may|might)\ also\ like\W*$
      | (?:mehr\ zum\ thema|lesen\ sie\ auch|(?:à\ )?lire\ aussi|te\ puede\ interesar|lee\ también)\W*$
      # Tags and categories
      | (?:filed\ (?:under|in)|posted\ (?:in|under)|tagged(?:\ (?:with|in|as))?|tags?|topics?|categor(?:y|ies)|keywords?
            |schlag(?:worte|wörter)|themen|mots[\ -]clés|etiquetas|temas)\s*:
      | (?:filed\ under|tagged\ (?:with|as))\s
    )""",
    re.I | re.S | re.X,
)


def is_page_line(line: str) -> bool:
    """Return whether a line, or a short block, is about the page and not part of its article, by its first words."""
    return len(line) < LONGEST and bool(_LINE.match(line))
