"""The pane beside the text: the summary, the key quotes with who said them, who and where."""

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
"""The headings under which names are listed, with the classes that stand under each."""

ROWS_A_QUOTE = 8
"""About one quote for so many rows of the pane: what fits beside a summary without scrolling far."""

FEWEST_QUOTES = 3
FEWEST_NAMES = 6


class Insight(KeyedOptions):
    """What the analysis found, as a list to walk through; choosing a row says which part of the text it stands for."""

    DEFAULT_CSS = """
    Insight {
        min-width: 20;
        scrollbar-gutter: stable;

        & > .option-list--option-disabled { color: $foreground; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = pane_bindings.INSIGHT

    showing_all: reactive[bool] = reactive(False)
    """Whether all quotes and names are listed, or as many as fit."""

    by_speaker: reactive[bool] = reactive(False)
    """Whether quotes are grouped by speaker, or listed key ones first."""

    @dataclass
    class SentenceChosen(Message):
        """A sentence of the summary was chosen."""

        index: int
        """Into `Analysis.summary`."""

    @dataclass
    class QuoteChosen(Message):
        """A quote was chosen."""

        index: int
        """Into `Analysis.quotes`: the first part of the statement."""

    @dataclass
    class NameChosen(Message):
        """A person, organisation or place was chosen."""

        name: str
        labels: tuple[str, ...]

    @dataclass
    class NameReached(Message):
        """The cursor came to a person, organisation or place."""

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
        """Show one sentence instead of an analysis: that it is under way, or why there is none."""
        if self._analysis is None and self._said == sentence:
            return  # who goes through many articles is told so at each, and it would be drawn at each
        self._said = sentence
        self._analysis = None
        self._forget_rows()
        self.clear_options()
        self.add_option(Option(Content.styled(sentence, "dim"), disabled=True))

    def show(self, text: str, analysis: Analysis) -> None:
        """Show what `analysis` found in `text`; the row under the cursor stays where the new list has it too."""
        self._text = text
        self._analysis = analysis
        self._fill()

    def chosen_quote(self) -> int | None:
        """The index of the quote under the cursor, or None where the cursor is on something else."""
        return self._quote_rows.get(self._highlighted_id())

    def choose_quote(self, index: int) -> None:
        """Put the cursor on the statement that the quote `index` is part of; if only key ones are listed, list all."""
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
        """The name under the cursor, or None where the cursor is on something else."""
        name, _ = self._name_rows.get(self._highlighted_id(), (None, ()))
        return name

    def action_toggle_all(self) -> None:
        """List all quotes and names, or only as many as fit."""
        self.showing_all = not self.showing_all

    def action_toggle_speakers(self) -> None:
        """Group quotes by speaker, or list the key ones first."""
        self.by_speaker = not self.by_speaker

    def on_focus(self) -> None:
        """Going into the pane puts the cursor on the first row that can be chosen."""
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
        """How the summary was made, and how much of the text it is."""
        time = reading_time(self._text) or "nothing"
        if len(analysis.summary) == len(analysis.sentences):
            words = f"the whole text: a brief of {time}"
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
