-- The library, schema version 4. Moments are microseconds since 1970-01-01 UTC; see times.py for article numbers.

-- Sources of articles. The counts are of articles that lists show; the triggers below maintain them.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The columns of an article that lists show. They rarely change.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    byline TEXT NOT NULL,
    place TEXT NOT NULL,
    url TEXT NOT NULL,
    published INTEGER,
    added INTEGER NOT NULL
) STRICT;

-- Texts, in a table of their own so that lists stay fast. Marks are JSON: [[start, end, kind, value], ...].
CREATE TABLE body (
    id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    text TEXT NOT NULL,
    marks TEXT NOT NULL
) STRICT;

-- Reading state. The rows are narrow, so that a change of 100,000 of them touches few pages. `lists` is the number of
-- tags and further sources of an article: where it is 0, a change need not update their counts. For the values of
-- `hidden` see `Visibility` in views.py.
CREATE TABLE state (
    id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    source INTEGER REFERENCES source,
    read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1, 2)), -- 1: muted, 2: deleted
    position INTEGER NOT NULL DEFAULT 0,
    lists INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One index for each list. The list of all articles is the table itself. Each index ends with the rowid.
CREATE INDEX state_unread ON state (read) WHERE read = 0 AND hidden = 0;
CREATE INDEX state_starred ON state (starred) WHERE starred = 1 AND hidden = 0;
CREATE INDEX state_hidden ON state (hidden) WHERE hidden > 0;
CREATE INDEX state_source ON state (source) WHERE hidden = 0;
CREATE INDEX state_source_unread ON state (source) WHERE read = 0 AND hidden = 0;

-- Numbers of deleted articles. They are never used again: other rows may still refer to them.
CREATE TABLE spent (
    id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
    INSERT INTO spent (id) VALUES (old.id) ON CONFLICT DO NOTHING;
END;

-- Keys that identify an article (article_keys.py). They outlive it, so that a deleted article does not come back.
CREATE TABLE identity (
    key BLOB PRIMARY KEY,
    article INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Analyses. The part that does not depend on the method of the summary is stored once, in `finding`.
CREATE TABLE finding (
    id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    model TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;

CREATE TABLE summary (
    id INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
    method TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (id, method)
) STRICT, WITHOUT ROWID;

-- Articles that a model could not analyse, and why.
CREATE TABLE failure (
    id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    model TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Values that the program keeps from one start to the next, as JSON.
CREATE TABLE memory (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The number of articles in the lists: one row.
CREATE TABLE counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO counter (id) VALUES (1);

CREATE TRIGGER state_added AFTER INSERT ON state WHEN new.hidden = 0 BEGIN
    UPDATE counter SET articles = articles + 1, unread = unread + 1 - new.read, starred = starred + new.starred;
    UPDATE source SET articles = articles + 1, unread = unread + 1 - new.read WHERE id = new.source;
END;

CREATE TRIGGER state_removed AFTER DELETE ON state WHEN old.hidden = 0 BEGIN
    UPDATE counter SET articles = articles - 1, unread = unread - 1 + old.read, starred = starred - old.starred;
    UPDATE source SET articles = articles - 1, unread = unread - 1 + old.read WHERE id = old.source;
END;

CREATE TRIGGER state_changed AFTER UPDATE OF read, starred, hidden ON state BEGIN
    UPDATE counter SET
        articles = articles + (new.hidden = 0) - (old.hidden = 0),
        unread = unread + (new.hidden = 0 AND new.read = 0) - (old.hidden = 0 AND old.read = 0),
        starred = starred + (new.hidden = 0 AND new.starred) - (old.hidden = 0 AND old.starred);
    UPDATE source SET
        articles = articles + (new.hidden = 0) - (old.hidden = 0),
        unread = unread + (new.hidden = 0 AND new.read = 0) - (old.hidden = 0 AND old.read = 0)
    WHERE id = old.source;
END;

CREATE TRIGGER state_moved AFTER UPDATE OF source ON state WHEN new.hidden = 0 BEGIN
    UPDATE source SET articles = articles - 1, unread = unread - 1 + new.read WHERE id = old.source;
    UPDATE source SET articles = articles + 1, unread = unread + 1 - new.read WHERE id = new.source;
END;

-- Search: an index over the view below, which does not store the words a second time.
CREATE VIEW searchable AS
    SELECT article.id AS id, title, text, coalesce(source.name, '') AS source, byline
    FROM article JOIN body USING (id) JOIN state USING (id) LEFT JOIN source ON source.id = state.source;

CREATE VIRTUAL TABLE search USING fts5 (
    title, text, source, byline,
    content = 'searchable', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- Larger segments, merged less often and never all at once: adding many articles takes a tenth less time, and a search
-- takes no longer.
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608), ('automerge', 16), ('crisismerge', 64);

-- Tags that the reader gives. The counts are of articles that lists show.
CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tagging (
    tag INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (tag, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX tagging_article ON tagging (article);

CREATE TRIGGER tagging_added AFTER INSERT ON tagging BEGIN
    UPDATE tag SET
        articles = articles + (SELECT hidden = 0 FROM state WHERE id = new.article),
        unread = unread + (SELECT hidden = 0 AND read = 0 FROM state WHERE id = new.article)
    WHERE id = new.tag;
    UPDATE state SET lists = lists + 1 WHERE id = new.article;
END;

-- When the article itself is deleted, its state may be deleted first: then the trigger on `state` has done this.
CREATE TRIGGER tagging_removed AFTER DELETE ON tagging BEGIN
    UPDATE tag SET
        articles = articles - coalesce((SELECT hidden = 0 FROM state WHERE id = old.article), 0),
        unread = unread - coalesce((SELECT hidden = 0 AND read = 0 FROM state WHERE id = old.article), 0)
    WHERE id = old.tag;
    UPDATE state SET lists = lists - 1 WHERE id = old.article;
END;

CREATE TRIGGER state_tags_removed AFTER DELETE ON state WHEN old.hidden = 0 BEGIN
    UPDATE tag SET articles = articles - 1, unread = unread - 1 + old.read
        WHERE id IN (SELECT tag FROM tagging WHERE article = old.id);
END;

CREATE TRIGGER state_tags_changed AFTER UPDATE OF read, hidden ON state WHEN new.lists > 0 BEGIN
    UPDATE tag SET
        articles = articles + (new.hidden = 0) - (old.hidden = 0),
        unread = unread + (new.hidden = 0 AND new.read = 0) - (old.hidden = 0 AND old.read = 0)
    WHERE id IN (SELECT tag FROM tagging WHERE article = new.id);
END;

-- Names that analyses found, and the articles that mention them. The label SAID marks people who are quoted.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (name, label)
) STRICT;

CREATE TABLE mention (
    name INTEGER NOT NULL REFERENCES name,
    article INTEGER NOT NULL REFERENCES finding ON DELETE CASCADE,
    count INTEGER NOT NULL,
    PRIMARY KEY (name, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_article ON mention (article);

CREATE VIRTUAL TABLE name_search USING fts5 (
    name, content = 'name', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER name_added AFTER INSERT ON name BEGIN
    INSERT INTO name_search (rowid, name) VALUES (new.id, new.name);
END;

CREATE TRIGGER name_removed AFTER DELETE ON name BEGIN
    INSERT INTO name_search (name_search, rowid, name) VALUES ('delete', old.id, old.name);
END;

-- Saved searches.
CREATE TABLE saved (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    query TEXT NOT NULL
) STRICT;

-- Subscriptions: feeds, and folders that are watched. Their articles and counts are those of `source`.
-- Articles are kept for `keep_days` (0: for ever), and the newest `keep_most`. If both are null, the settings apply.
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
    full TEXT NOT NULL DEFAULT '' CHECK (full IN ('', 'always', 'never')),
    keep_days INTEGER CHECK (keep_days >= 0),
    keep_most INTEGER CHECK (keep_most >= 0)
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
    UPDATE state SET lists = lists + 1 WHERE id = new.article;
END;

-- As with tags: when the article itself is deleted, the trigger on `state` has done this.
CREATE TRIGGER also_removed AFTER DELETE ON also BEGIN
    UPDATE source SET
        articles = articles - coalesce((SELECT hidden = 0 FROM state WHERE id = old.article), 0),
        unread = unread - coalesce((SELECT hidden = 0 AND read = 0 FROM state WHERE id = old.article), 0)
    WHERE id = old.source;
    UPDATE state SET lists = lists - 1 WHERE id = old.article;
END;

CREATE TRIGGER state_also_removed AFTER DELETE ON state WHEN old.hidden = 0 BEGIN
    UPDATE source SET articles = articles - 1, unread = unread - 1 + old.read
        WHERE id IN (SELECT source FROM also WHERE article = old.id);
END;

CREATE TRIGGER state_also_changed AFTER UPDATE OF read, hidden ON state WHEN new.lists > 0 BEGIN
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
