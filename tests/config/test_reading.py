"""Files of settings: what they may say, and that every mistake is said with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.config import Command, Config, ConfigError, Opener, Rule, default_path, load
from newsreader.config.tables import line_of
from newsreader.model.retention_policy import RetentionPolicy

WHOLE = r"""
theme = "nord"
highlighting = "people"
measure = 72
images = true

[summary]
method = "lexrank"
sentences = 5

[keys]
quit = "ctrl+q"
"unread.next" = ["N", ","]

[refresh]
every = 30
jobs = 4

[feeds]
full_text = "always"
merge_same = false

[[rules]]
action = "mute"
words = "transfer rumours"
feed = "Sport"

[[rules]]
action = "tag"
regex = 'budget (20\d\d)'
tag = "money"

[retention]
days = 365

[retention.sources."The Daily"]
most = 100

[copy]
summary = "{title}: {summary}"

[commands]
count = ["wc", "-w"]
note = { run = ["tee", "-a", "notes.md"], input = "markdown" }

[openers]
'youtube\.com' = ["mpv", "{url}"]
'wiki' = { run = ["w3m"], terminal = true }
"""


def read(path: Path, text: str) -> Config:
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_a_whole_file_is_read(path: Path) -> None:
    config = read(path, WHOLE)
    assert (config.theme, config.highlighting, config.measure, config.images) == ("nord", "people", 72, True)
    assert (config.summary.method, config.summary.sentences) == ("lexrank", 5)
    assert config.keys == {"quit": "ctrl+q", "unread.next": "N,comma"}
    assert (config.refresh.every, config.refresh.jobs) == (30, 4)
    assert (config.feeds.full_text, config.feeds.merge_same) == ("always", False)
    assert config.rules == (
        Rule("mute", "transfer rumours", "words", feed="Sport"),
        Rule("tag", r"budget (20\d\d)", "regex", tag="money"),
    )
    assert config.retention == (RetentionPolicy(max_articles=100, source="The Daily"), RetentionPolicy(days=365))
    assert config.copy == {"summary": "{title}: {summary}"}
    assert config.commands == {
        "count": Command(("wc", "-w")),
        "note": Command(("tee", "-a", "notes.md"), "markdown"),
    }
    assert config.openers == (Opener(r"youtube\.com", ("mpv", "{url}")), Opener("wiki", ("w3m",), True))


def test_no_file_and_an_empty_file_are_the_defaults(path: Path) -> None:
    assert load(path) == Config()
    assert read(path, "") == Config()
    assert read(path, "# nothing\n") == Config()


def test_the_file_is_named_by_the_environment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_path().name == "config.toml"
    monkeypatch.setenv("NEWSREADER_CONFIG", str(path))
    path.write_text("measure = 50", encoding="utf-8")
    assert load().measure == 50


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "nord"\nmeasur = 70', "line 2: measur: there is no such setting. Did you mean 'measure'?"),
        ("[summary]\n\n# so\nsentences = 11", "line 4: summary.sentences: 11 is not from 1 to 10."),
        ("[summary]\nmethod = 'lexrnk'", "line 2: summary.method: there is no 'lexrnk'. Did you mean 'lexrank'?"),
        ("measure = true", "line 1: measure: this has to be a whole number."),
        ("feeds.merge_same = 1", "line 1: feeds.merge_same: this has to be true or false."),
        ("summary = 3", "line 1: summary: this has to be a table."),
        ("[keys]\nquit = 3", "line 2: keys.quit: this has to be a key"),
        ("[keys]\nquit = []", "line 2: keys.quit: this has to be a key"),
        ("measure = 70\nmeasure = 80", "line 2: Cannot overwrite a value."),
        ("[summary\n", "line 1: Expected ']'"),
        ("\n\nmeasure 70\n", "line 3: Expected '='"),
        ("[[rules]]\naction='mute'\nwords='a'\n[[rules]]\naction='mut'", "line 5: rules[2].action: there is no 'mut'."),
        ("[[rules]]\nwords='a'", "line 1: rules[1]: a rule needs an action"),
        ("[[rules]]\naction='star'", "line 1: rules[1]: a rule needs exactly one of"),
        ("[[rules]]\naction='star'\nwords='a'\nname='b'", "line 1: rules[1]: a rule needs exactly one of"),
        ("[[rules]]\naction='tag'\nwords='a'", 'line 1: rules[1]: the action "tag"'),
        ("[[rules]]\naction='star'\nwords='a'\ntag='b'", 'line 1: rules[1]: the action "tag"'),
        ("[[rules]]\naction='star'\nregex='(a'", "line 3: rules[1].regex: this is not a regular expression: missing )"),
        ("rules = 4", "line 1: rules: this has to be tables, each headed [[rules]]."),
        ("rules = [4]", "line 1: rules: this has to be tables, each headed [[rules]]."),
        ("[retention]\ndays = 0", "line 2: retention.days: 0 is not from 1 to"),
        ("[retention.sources.Daily]\nday = 3", "line 2: retention.sources.Daily.day: there is no such setting."),
        ("[copy]\nshort = '{titel}'", "line 2: copy.short: there is no {titel}. Did you mean 'title'?"),
        ("[copy]\nshort = ' '", "line 2: copy.short: a template needs words."),
        ("[commands]\na = 'wc -w'", "line 2: commands.a: this has to be a table."),
        ("[commands]\na = []", "line 2: commands.a: this has to be a list of words"),
        ("[commands]\na = {run = [1]}", "line 2: commands.a.run: this has to be a list of words"),
        ("[commands]\na = {run = ['wc'], input = 'txt'}", "line 2: commands.a.input: there is no 'txt'."),
        ("[openers]\n'(' = ['mpv']", "line 2: openers.(: this is not a regular expression"),
        ("[openers]\n'a' = 'mpv {url}'", "line 2: openers.a: this has to be a table."),
    ],
)
def test_a_mistake_is_said_with_file_line_and_key(path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(path, text)
    assert str(caught.value).startswith(f"{path}, {said}")


def test_a_file_that_is_no_text_is_said(path: Path) -> None:
    path.write_bytes(b'theme = "nord"\n# \xff\xfe\n')
    with pytest.raises(ConfigError, match="line 2: this is not UTF-8 text"):
        load(path)


def test_a_file_of_brackets_is_said(path: Path) -> None:
    with pytest.raises(ConfigError, match="too many brackets"):
        read(path, f"a = {'[' * 100_000}")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_lines_are_found_behind_values_over_several_lines() -> None:
    text = 'a = """\nb = 1\n"""\nlist = [\n  1,\n]\n\n[keys]\r\nb = 1\r\n'
    assert line_of(text, ("list",)) == 4
    assert line_of(text, ("keys", "b")) == 9
    assert line_of(text, ("keys", "c")) == 1


def test_a_link_is_an_argument_of_its_own_whatever_is_in_it() -> None:
    hostile = "https://example.org/$(id);`id`&& --x {url}"
    assert Opener("x", ("mpv", "--title={url}", "--")).command(hostile) == ["mpv", f"--title={hostile}", "--"]
    assert Opener("x", ("mpv",)).command(hostile) == ["mpv", hostile]


def test_the_first_opener_that_fits_is_taken(path: Path) -> None:
    config = read(path, "[openers]\n'\\.pdf$' = ['zathura']\n'example' = ['mpv']")
    for url, program in (("https://example.org/a.pdf", "zathura"), ("https://example.org/", "mpv")):
        opener = config.opener(url)
        assert opener is not None
        assert opener.argv == (program,)
    assert config.opener("https://elsewhere.org/") is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_said_to_be_wrong(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load(path)
    except ConfigError as error:
        assert str(path) in str(error)


@given(st.data())
def test_any_value_of_any_key_is_read_or_said_to_be_wrong(tmp_path: Path, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([line for line in WHOLE.splitlines() if "=" in line]))
    values = st.sampled_from(['""', "0", "-1", "9999999999999999999", "[]", "{}", "true", "[[]]", "1979-05-27", "nan"])
    path = tmp_path / "config.toml"
    try:
        read(path, WHOLE.replace(line, f"{line.split('=')[0]}= {data.draw(values)}"))
    except ConfigError as error:
        assert f"{path}, line " in str(error)
