"""The insight pane: the summary, the key quotes with their speakers, people and places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from newsreader.language.resources.language_names import ENGLISH_NAMES
from newsreader.model.analysis import Analysis
from newsreader.model.quote_groups import best, joined, speaker_of
from newsreader.ui.keys import pane_bindings
from newsreader.ui.textual_ext.option_list import KeyedOptions
from newsreader.ui.widgets.relative_time import reading_time

__all__ = ["GROUPS", "Insight"]

GROUPS = (
    ("People", ("PERSON",)),
    ("Organisations", ("ORG",)),
    ("Places", ("LOC", "FAC")),
    ("Peoples, products and other names", ("NORP", "PRODUCT", "MISC")),
)
"""The headings for names, with the entity labels under each."""

ROWS_A_QUOTE = 8
"""Rows of the pane for each quote that is listed, so that the summary and the quotes nearly fit."""

FEWEST_QUOTES = 3
FEWEST_NAMES = 6


class Insight(KeyedOptions):
    """Lists the results of the analysis. Choosing a row posts a message with its part of the text."""

    DEFAULT_CSS = """
    Insight {
        min-width: 20;
        scrollbar-gutter: stable;

        & > .option-list--option-disabled { color: $foreground; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.INSIGHT

    showing_all: reactive[bool] = reactive(False)
    """True to list all quotes and names, False to list as many as fit."""

    by_speaker: reactive[bool] = reactive(False)
    """True to group quotes by speaker, False to list the most important first."""

    @dataclass
    class SentenceChosen(Message):
        """A sentence of the summary was chosen."""

        index: int
        """Index into `Analysis.summary`."""

    @dataclass
    class QuoteChosen(Message):
        """A quote was chosen."""

        index: int
        """Index into `Analysis.quotes`, of the first part of the statement."""

    @dataclass
    class NameChosen(Message):
        """A person, organisation or place was chosen."""

        name: str
        labels: tuple[str, ...]

    @dataclass
    class NameReached(Message):
        """The cursor moved to a person, organisation or place."""

        name: str
        labels: tuple[str, ...]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._text = ""
        self._said = ""
        self._analysis: Analysis | None = None
        self._sentence_rows: dict[str, int] = {}
        self._quote_rows: dict[str, int] = {}
        self._name_rows: dict[str, tuple[str, tuple[str, ...]]] = {}

    def say(self, sentence: str) -> None:
        """Show a sentence in place of an analysis: that it is running, or why it is missing."""
        if self._analysis is None and self._said == sentence:
            return  # saves a repaint for each article on the way through the list
        self._said = sentence
        self._analysis = None
        self._forget_rows()
        self.clear_options()
        self.add_option(Option(Content.styled(sentence, "dim"), disabled=True))

    def show(self, text: str, analysis: Analysis) -> None:
        """Show the results of `analysis` on `text`. The cursor stays on its row if the new list has it."""
        self._text = text
        self._analysis = analysis
        self._fill()

    def chosen_quote(self) -> int | None:
        """Return the index of the quote under the cursor, or None."""
        return self._quote_rows.get(self._highlighted_id())

    def choose_quote(self, index: int) -> None:
        """Put the cursor on the statement with the quote `index`. List all quotes if it is not listed."""
        if self._analysis is None:
            return
        quotes = self._analysis.quotes
        while (begun := quotes[index].continues) is not None:
            index = begun
        if index not in self._quote_rows.values():
            self.showing_all = True
        for row, quote in self._quote_rows.items():
            if quote == index:
                self.highlighted = self.get_option_index(row)

    def chosen_name(self) -> str | None:
        """Return the name under the cursor, or None."""
        name, _ = self._name_rows.get(self._highlighted_id(), (None, ()))
        return name

    def action_toggle_all(self) -> None:
        """Switch between all quotes and names, and as many as fit."""
        self.showing_all = not self.showing_all

    def action_toggle_speakers(self) -> None:
        """Switch between quotes by speaker, and the most important first."""
        self.by_speaker = not self.by_speaker

    def on_focus(self) -> None:
        """Put the cursor on the first selectable row."""
        if self.highlighted is None:
            self.action_first()

    def watch_showing_all(self) -> None:
        self._fill()

    def watch_by_speaker(self) -> None:
        self._fill()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = event.option.id or ""
        if row in self._sentence_rows:
            self.post_message(self.SentenceChosen(self._sentence_rows[row]))
        elif row in self._quote_rows:
            self.post_message(self.QuoteChosen(self._quote_rows[row]))
        elif row in self._name_rows:
            self.post_message(self.NameChosen(*self._name_rows[row]))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.has_focus and (event.option.id or "") in self._name_rows:
            self.post_message(self.NameReached(*self._name_rows[event.option.id or ""]))

    def _highlighted_id(self) -> str:
        option = self.highlighted_option
        return (option.id or "") if option is not None else ""

    def _forget_rows(self) -> None:
        self._sentence_rows = {}
        self._quote_rows = {}
        self._name_rows = {}

    def _fill(self) -> None:
        analysis = self._analysis
        if analysis is None:
            return
        kept, scroll = self._highlighted_id(), self.scroll_offset
        self._forget_rows()
        options = [*self._summary(analysis), *self._quotes(analysis), *self._names(analysis)]
        self.clear_options()
        self.add_options(options)
        if kept and any(option.id == kept for option in options):
            self.highlighted = self.get_option_index(kept)
        self.scroll_to(y=scroll.y, animate=False)

    def _heading(self, words: str, detail: str = "") -> Option:
        content = Content.styled(words, "bold $text-accent")
        if detail:
            content += Content.styled(detail, "dim")
        return Option(content, disabled=True)

    def _summary(self, analysis: Analysis) -> list[Option]:
        if not analysis.summary:
            return []
        rows = [self._heading("Summary", f"\n{self._share(analysis)}")]
        for number, span in enumerate(analysis.summary):
            sentence = " ".join(self._text[span.start : span.end].split())
            content = Content.styled(f"{number + 1} ", "bold $text-accent") + Content(sentence)
            row = f"sentence-{number}"
            self._sentence_rows[row] = number
            rows.append(Option(content, id=row))
        return rows

    def _share(self, analysis: Analysis) -> str:
        """Return the method of the summary, and its share of the text."""
        time = reading_time(self._text) or "nothing"
        if len(analysis.summary) == len(analysis.sentences):
            words = f"Short article, shown whole · {time}"
        else:
            chosen = sum(s.end - s.start for s in analysis.summary)
            share = max(round(100 * chosen / max(len(self._text.strip()), 1)), 1)
            words = f"{analysis.method} · {len(analysis.summary)} of {len(analysis.sentences)} sentences"
            words += f" · {share} % of {time}"
        language = ENGLISH_NAMES.get(analysis.language)
        return f"{words} · {language}" if language else words

    def _quotes(self, analysis: Analysis) -> list[Option]:
        ranked = best(analysis)
        if not ranked:
            return []
        most = len(ranked) if self.showing_all else max(FEWEST_QUOTES, self.size.height // ROWS_A_QUOTE)
        shown = ranked[:most]
        detail = f"  {len(shown)} of {len(ranked)}" if len(shown) < len(ranked) else ""
        rows = [_space(), self._heading("Key quotes", detail)]
        if self.by_speaker:
            by_speaker: dict[str, list[list[int]]] = {}
            for parts in shown:
                by_speaker.setdefault(speaker_of(analysis, parts)[0], []).append(parts)
            for number, group in enumerate(by_speaker.values()):
                rows += [_space()] if number else []
                rows.append(Option(_speaker(*speaker_of(analysis, group[0])), disabled=True))
                rows += [self._quote(analysis, parts, signed=False) for parts in group]
        else:
            for number, parts in enumerate(shown):
                rows += [_space()] if number else []
                rows.append(self._quote(analysis, parts, signed=True))
        return rows

    def _quote(self, analysis: Analysis, parts: list[int], *, signed: bool) -> Option:
        content = Content(f"“{joined(self._text, [analysis.quotes[i] for i in parts])}”")
        if signed:
            content += Content("\n— ") + _speaker(*speaker_of(analysis, parts))
        row = f"quote-{parts[0]}"
        self._quote_rows[row] = parts[0]
        return Option(content, id=row)

    def _names(self, analysis: Analysis) -> list[Option]:
        rows: list[Option] = []
        for heading, labels in GROUPS:
            counts = Counter(e.name for e in analysis.entities if e.label in labels)
            if not counts:
                continue
            most = len(counts) if self.showing_all else FEWEST_NAMES
            detail = f"  {most} of {len(counts)}" if most < len(counts) else ""
            rows += [_space(), self._heading(heading, detail)]
            for name, count in counts.most_common(most):
                content = Content(" ".join(name.split())) + Content.styled(f"  {count}", "dim")
                row = f"{labels[0]}-{name}"
                self._name_rows[row] = (name, labels)
                rows.append(Option(content, id=row))
        return rows


def _space() -> Option:
    return Option(" ", disabled=True)


def _speaker(name: str, role: str) -> Content:
    if not name:
        return Content.styled("speaker not named", "dim italic")
    speaker = Content.styled(" ".join(name.split()), "bold")
    return speaker + Content.styled(f", {' '.join(role.split())}", "dim") if role else speaker
