-- From schema 2 to 3: subscriptions, notes, rules, the second text of an article, and its further sources.

-- Subscriptions: feeds, and folders that are watched. Their articles and counts are those of `source`.
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE, -- of a folder: its path
    kind TEXT NOT NULL DEFAULT 'feed' CHECK (kind IN ('feed', 'folder')),
    source INTEGER NOT NULL UNIQUE REFERENCES source,
    title TEXT NOT NULL DEFAULT '', -- as the feed gives it
    name TEXT NOT NULL DEFAULT '', -- as the reader calls it
    site TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    last_try INTEGER,
    last_success INTEGER,
    next_try INTEGER, -- not to be asked before
    wait INTEGER NOT NULL DEFAULT 0 CHECK (wait IN (0, 1)), -- because the server wishes so
    failures INTEGER NOT NULL DEFAULT 0, -- in a row
    reason TEXT NOT NULL DEFAULT '', -- of the last failure, a sentence
    stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
    muted INTEGER NOT NULL DEFAULT 0 CHECK (muted IN (0, 1)),
    full TEXT NOT NULL DEFAULT '' CHECK (full IN ('', 'always', 'never'))
) STRICT;

CREATE TABLE feed_tag (
    feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    position INTEGER NOT NULL,
    PRIMARY KEY (feed, name)
) STRICT, WITHOUT ROWID;

-- Entries of feeds: the article of each, and a digest of its last content. Rows outlive their article.
CREATE TABLE entry (
    feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    key BLOB NOT NULL,
    article INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;

-- Further sources of an article that several sent (the first is in `state`). Their lists and counts include it.
CREATE TABLE also (
    source INTEGER NOT NULL REFERENCES source,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (source, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX also_article ON also (article);

CREATE TRIGGER also_added AFTER INSERT ON also BEGIN
    UPDATE source SET
        articles = articles + (SELECT hidden = 0 FROM state WHERE id = new.article),
        unread = unread + (SELECT hidden = 0 AND read = 0 FROM state WHERE id = new.article)
    WHERE id = new.source;
END;

-- As with tags: when the article itself is deleted, the trigger on `state` has done this.
CREATE TRIGGER also_removed AFTER DELETE ON also BEGIN
    UPDATE source SET
        articles = articles - coalesce((SELECT hidden = 0 FROM state WHERE id = old.article), 0),
        unread = unread - coalesce((SELECT hidden = 0 AND read = 0 FROM state WHERE id = old.article), 0)
    WHERE id = old.source;
END;

CREATE TRIGGER state_also_removed AFTER DELETE ON state WHEN old.hidden = 0 BEGIN
    UPDATE source SET articles = articles - 1, unread = unread - 1 + old.read
        WHERE id IN (SELECT source FROM also WHERE article = old.id);
END;

CREATE TRIGGER state_also_changed AFTER UPDATE OF read, hidden ON state BEGIN
    UPDATE source SET
        articles = articles + (new.hidden = 0) - (old.hidden = 0),
        unread = unread + (new.hidden = 0 AND new.read = 0) - (old.hidden = 0 AND old.read = 0)
    WHERE id IN (SELECT source FROM also WHERE article = new.id);
END;

-- Min-hashes of texts from feeds, which near-duplicates share (near_duplicates.py).
CREATE TABLE band (
    band INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX band_article ON band (article);

-- The second text of an article that has two, the feed's and the page's: the one that is not in `body`.
CREATE TABLE other_text (
    id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('feed', 'page')),
    text TEXT NOT NULL,
    marks TEXT NOT NULL
) STRICT;

-- Notes of the reader, with the words that they highlight. They outlive the article.
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    article INTEGER REFERENCES article ON DELETE SET NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    words TEXT NOT NULL,
    made INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '', -- of the article, and where it was, for when it is gone
    url TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX note_article ON note (article);

-- Rules for new articles (refresh/rules.py), in addition to those of the settings.
CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    action TEXT NOT NULL,
    value TEXT NOT NULL,
    match TEXT NOT NULL,
    feed TEXT NOT NULL DEFAULT '', -- its name or address; '' for all
    tag TEXT NOT NULL DEFAULT '',
    UNIQUE (action, value, match, feed, tag)
) STRICT;
