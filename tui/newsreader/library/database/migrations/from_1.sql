-- From schema 1 to 2: search, tags, names and saved searches, filled from the stored articles and analyses.

DROP TRIGGER state_changed;

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
END;

-- When the article itself is deleted, its state may be deleted first: then the trigger on `state` has done this.
CREATE TRIGGER tagging_removed AFTER DELETE ON tagging BEGIN
    UPDATE tag SET
        articles = articles - coalesce((SELECT hidden = 0 FROM state WHERE id = old.article), 0),
        unread = unread - coalesce((SELECT hidden = 0 AND read = 0 FROM state WHERE id = old.article), 0)
    WHERE id = old.tag;
END;

CREATE TRIGGER state_tags_removed AFTER DELETE ON state WHEN old.hidden = 0 BEGIN
    UPDATE tag SET articles = articles - 1, unread = unread - 1 + old.read
        WHERE id IN (SELECT tag FROM tagging WHERE article = old.id);
END;

CREATE TRIGGER state_tags_changed AFTER UPDATE OF read, hidden ON state BEGIN
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

INSERT INTO search (search) VALUES ('rebuild');

INSERT INTO name (label, name)
    SELECT DISTINCT json_extract(entity.value, '$[2]'), json_extract(entity.value, '$[3]')
    FROM finding, json_each(finding.data, '$.entities') AS entity
    WHERE json_extract(entity.value, '$[2]') NOT IN ('DATE', 'MONEY');

INSERT INTO name (label, name)
    SELECT DISTINCT 'SAID', json_extract(quote.value, '$[2]')
    FROM finding, json_each(finding.data, '$.quotes') AS quote
    WHERE json_extract(quote.value, '$[2]') IS NOT NULL;

INSERT INTO mention (name, article, count)
    SELECT name.id, finding.id, count(*)
    FROM finding, json_each(finding.data, '$.entities') AS entity
    JOIN name ON name.name = json_extract(entity.value, '$[3]') AND name.label = json_extract(entity.value, '$[2]')
    GROUP BY name.id, finding.id;

INSERT INTO mention (name, article, count)
    SELECT name.id, finding.id, count(*)
    FROM finding, json_each(finding.data, '$.quotes') AS quote
    JOIN name ON name.name = json_extract(quote.value, '$[2]') AND name.label = 'SAID'
    GROUP BY name.id, finding.id;
