"""Recognise sentences about the page, not the news: on comments, corrections, offers, players, helplines."""

from __future__ import annotations

import re

from newsreader.language.document.page_lines import LONGEST, is_page_line

__all__ = ["is_notice"]

_THIS = r"this\ (?:\w+\ )?(?:article|story|report|post|page|piece|headline|interview|review|blog|feature)"

_NOTICE = re.compile(
    rf"""[\s*(\[]*(?:
      # comments
        (?:sorry,?\ )?(?:we|this\ (?:article|story))\ (?:are|is)\ (?:not|no\ longer|unable)\ .{{0,20}}\bcomments\b
      | (?:the\ )?comments?(?:\ section)?\ (?:below\ |on\ this\ (?:article|story|page|post)\ )?
            (?:is|are|have|has)\ (?:now\ |not\ |been\ |currently\ ){{0,3}}(?:closed|disabled|moderated|turned\ off)\b
      | (?:please\ )?(?:let\ us\ know|tell\ us|share\ your\ (?:views|thoughts|opinions?)|have\ your\ say)\b.{{0,60}}
            \b(?:below|comments?|facebook|twitter)\b
      | (?:please\ )?(?:share|leave|post|add)\ (?:your|a)\ (?:comments?|thoughts|views)\b.{{0,30}}\b(?:below|here)\b
      | (?:join|start)\ the\ (?:conversation|discussion|debate)\ (?:on|in|by|at|below|with)\b
      # updates and corrections
      | this\ is\ a\ (?:developing|breaking)(?:\ news)?\ (?:story|report)\b
      | (?:please\ )?check\ back\ (?:for|soon|later|here)\b
      | more\ (?:to\ (?:follow|come)|details\ (?:soon|to\ follow))\W*$
      | (?:we(?:['’]ll|\ will)\ be\ updating|refresh)\ this\ page\b
      | {_THIS}\ (?:has\ been|was|will\ be|is\ being)\ (?:since\ |first\ |last\ |also\ )?
            (?:updated|amended|corrected|edited|revised|modified|changed|clarified|removed|republished)\b
      | (?:an?|the)\ (?:earlier|previous|original|prior)\ version\ of\ this\ (?:\w+\ )?
            (?:article|story|report|post|page|headline|piece)\b
      # calls for stories
      | (?:do\ you\ have|have\ you\ got|got)\ (?:an?|any)\ (?:\w+\ ){{0,3}}(?:story|stories|tips?)\b
      | get\ in\ touch\W*$
      | have\ you\ been\ affected\ by\b | if\ you(?:['’]ve|\ have)\ been\ affected\ by\b
      | (?:contact|e-?mail|call|text|message)\ (?:our|the)\ (?:news\ ?(?:desk|room|team)|reporters?|authors?|editors?)\b
      | (?:contact|e-?mail|get\ in\ touch\ with)\ (?:us|me)\b
      | if\ you\ have\ (?:a|any)\ (?:story|news|tips?|comments?|questions?)\b.{{0,60}}
            \b(?:e-?mail|contact|send|write|call)\b
      # newsletters, apps, other stories
      | if\ you\ (?:enjoyed|liked?|found)\ this\b | (?:want|looking\ for|for|to\ (?:get|read|see|find))\ more
            \ (?:\w+\ )?(?:news|stories|articles?|content|coverage)?\ ?
            (?:like\ this|delivered|from\ (?:us|the\ newsroom)|(?:on|about)\ this\ (?:story|topic))\b
      | (?:for|to)\ (?:all\ )?the\ latest\ (?:\w+\ ){{0,3}}(?:news|updates|headlines)\b.{{0,80}}
            \b(?:follow|visit|download|subscribe|sign|click|join|app|newsletter)\b
      | (?:stay|keep)\ (?:up\ to\ date|up[ -]to[ -]date|informed|in\ touch|updated|up)\ with\b.{{0,60}}
            \b(?:newsletter|app|follow\w*|subscrib\w*|sign|facebook|twitter|instagram|alerts?)\b
      | read\ (?:our|the|their|its)\ (?:privacy|cookie)\ (?:policy|notice) | sharing\ is\ caring\b
      | (?:you|readers)\ can\ (?:also\ )?(?:follow|reach|contact|e-?mail|find)\ .{{1,40}}
            (?:\bon\ (?:twitter|facebook|instagram|linkedin|mastodon|bluesky)\b|@\w+)
      | \w+(?:\ \w+){{1,3}}\ can\ be\ (?:reached|contacted|e-?mailed|followed)\ (?:at|on|via|by)\b
      # subscriptions and donations
      | your\ (?:support|contribution|donation|subscription)\ (?:makes|helps|allows|keeps|is)\b.{{0,60}}\b
            (?:journalis[mt]s?|newsroom|reporting|us)\b
      | (?:please\ )?(?:consider|help\ us\ by)\ (?:making|giving|leaving)\ a\ (?:\w+\ )?(?:donation|contribution)\b
      | please\ (?:consider\ )?(?:supporting|support)\ (?:us|our)\b
      | thank(?:s|\ you)\ for\ (?:reading|subscribing|signing\ up)\b
      | you(?:['’]ve|\ have)\ (?:reached|used)\ (?:your|all)\b.{{0,40}}\b(?:limit|articles?)\b
      | (?:re-?published|reprinted|reproduced|used)\ (?:here\ )?(?:with|by|under)\ (?:the\ )?(?:kind\ )?permission\b
      | this\ (?:material|content)\ (?:may|must|can|should)\ not\ be\b
      # requests for comment
      | [\w’'.&-]+(?:\ [\w’'.&-]+){{0,5}}\ (?:has|have)\ (?:also\ )?(?:contacted|approached|reached\ out\ to)\ .{{1,80}}
            \ for\ (?:a\ |further\ )?(?:comments?|response)\b
      # players and pictures
      | (?:this|your)\ (?:video|content|browser|audio|player|device)\ (?:is|cannot|can['’]t|could|does)\ .{{0,40}}
            \b(?:available|support(?:ed)?|played|loaded|javascript)\b
      | (?:please\ )?(?:enable|turn\ on)\ javascript\b | javascript\ (?:is|must)\b
      | (?:listen\ to|watch|see|view|play|hear)\ (?:to\ )?(?:the|our|more|all|this)\b.{{0,60}}
            \b(?:above|below|here)\b(?:\ for\ more)?\W*$
      | (?:the\ |this\ )?(?:article|story|report|post)\ continues(?:\W*$|\ (?:below|after|on\ page|underneath)\b)
      | (?:most|editor['’]s)\ (?:read|picks?|popular)\ in\ \w+\W*$
      # help
      | for\ (?:confidential\ )?(?:help|support|advice|information)\b.{{0,60}}
            \b(?:call|contact|visit|ring|phone)\b.{{0,80}}(?:\d{{3}}|\bsamaritans\b|\bhelpline\b|www\.)
      | if\ you\ or\ (?:someone|anyone)\ you\ know\b.{{0,200}}\b(?:call|contact|text|help)\b
    )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""The beginnings of such sentences."""

_OTHER_LANGUAGES = re.compile(
    r"""[\s*(\[»→>-]*(?:
      # German
        (?:lesen|sehen|hören)\ sie\ (?:auch|mehr|hier|dazu)\b
      | (?:jetzt\ )?abonnieren\b.{0,30}\W*$ | abonnieren\ sie\b | melden\ sie\ sich\b.{0,40}\bnewsletter\b
      | teilen\ sie\ diese | folgen\ sie\ uns\b | (?:hier\ klicken|klicken\ sie)\b | schreiben\ sie\ uns\b
      | diese[rs]?\ (?:artikel|text|beitrag|meldung)\ (?:wurde|erschien|ist|stammt)\b | mit\ material\ (?:von|der)\b
      | wir\ (?:verwenden|nutzen)\ (?:\w+\ )?cookies\b | (?:veröffentlicht|aktualisiert|stand)(?:\ am)?:?\ \d
      # French
      | (?:à\ )?lire\ (?:aussi|la\ suite|également)\b | (?:abonnez|inscrivez)-vous\b | partage[zr]\ (?:cet|sur)\b
      | suivez-nous\b | cliquez\ ici\b | cet\ article\ (?:a\ été|est)\b | avec\ (?:l['’])?(?:afp|reuters|ap)\W*$
      | nous\ utilisons\ des\ cookies\b | (?:publié|mis\ à\ jour|modifié)\ le\ \d
      | vous\ avez\ déjà\ un\ compte\b
      # Spanish
      | (?:lea|lee|vea|leer)\ (?:también|más|además)\b | suscríb(?:ase|ete)\b
      | sígue?(?:nos|anos)\b | ha(?:ga|z)\ clic\b | est[ea]\ (?:artículo|nota|noticia)\ (?:ha\ sido|fue)\b
      | con\ información\ de\ \w+(?:\ y\ \w+)?\W*$ | (?:utilizamos|usamos)\ (?:\w+\ )?cookies\b
      | (?:publicado|actualizado)\ (?:el\ )?\d
      # Italian
      | leggi\ (?:anche|tutto|di\ più)\b | iscriviti\b | seguici\b | clicca\ qui\b | questo\ articolo\ è\b
      | (?:utilizziamo|usiamo)\ (?:\w+\ )?cookie\b | riproduzione\ riservata\b
      | (?:pubblicato|aggiornato)\ (?:il\ )?\d
      # Portuguese
      | (?:leia|veja)\ (?:também|mais|ainda)\b | assine\ (?:a|o|já|nossa|agora)\b | inscreva-se\b
      | siga(?:-nos|\ (?:a|o)\ \w+\ (?:no|nas))\b | clique\ aqui\b | este\ artigo\ (?:foi|é)\b
      | (?:publicado|atualizado)\ em\ \d
      # Dutch
      | lees\ (?:ook|meer|verder)\b | abonneer\ je\b | volg\ ons\b | klik\ hier\b
      | [^.]{0,60}\b(?:alle\ rechte\ vorbehalten|tous\ droits\ réservés|(?:todos\ los|tutti\ i|todos\ os)\ d[ei]\w+
            \ rese?rva[dt][oi]s?)\b
    )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""The beginnings of such sentences in other languages."""

_AUTHOR_NOTE = re.compile(
    r"""(?!(?:He|She|It|They)\b)(?:[^\W\d_a-z][\w'’.-]*\ ){1,4}(?:is|was|works|writes|covers|reports)\b[^.!?]{0,40}
        \b(?:reporter|correspondent|columnist|journalist|writer|editor|contributor|fellow|professor|author)s?\b
        [^.!?]{0,20}\b(?:for|at|with|of|based|from|covering|who)\b[^!?]*\Z""",
    re.VERBOSE,
)
"""A note on the author: "Ada Brook is a staff writer for the Gazette"."""


def is_notice(sentence: str, *, last: bool = False) -> bool:
    """Return whether `sentence` is about its page and not the news.

    `last` says that it is in the last paragraph, where a note on the author counts too.
    """
    if is_page_line(sentence) or (len(sentence) < LONGEST and _OTHER_LANGUAGES.match(sentence) is not None):
        return True
    return _NOTICE.match(sentence) is not None or (last and _AUTHOR_NOTE.match(sentence) is not None)
