-- From schema 3 to 4: faster counts, retention of single feeds, article numbers that are never used twice.

ALTER TABLE state ADD COLUMN lists INTEGER NOT NULL DEFAULT 0;

UPDATE state SET lists = (SELECT count(*) FROM tagging WHERE article = state.id)
        + (SELECT count(*) FROM also WHERE article = state.id)
    WHERE id IN (SELECT article FROM tagging UNION SELECT article FROM also);

ALTER TABLE feed ADD COLUMN keep_days INTEGER CHECK (keep_days >= 0);

ALTER TABLE feed ADD COLUMN keep_most INTEGER CHECK (keep_most >= 0);

-- Numbers of deleted articles. They are never used again: other rows may still refer to them.
CREATE TABLE spent (
    id INTEGER PRIMARY KEY
) STRICT;

INSERT INTO spent (id)
    SELECT article FROM identity WHERE article NOT IN (SELECT id FROM article)
    UNION SELECT article FROM entry WHERE article > 0 AND article NOT IN (SELECT id FROM article);

CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
    INSERT INTO spent (id) VALUES (old.id) ON CONFLICT DO NOTHING;
END;

DROP TRIGGER tagging_added;

CREATE TRIGGER tagging_added AFTER INSERT ON tagging BEGIN
    UPDATE tag SET
        articles = articles + (SELECT hidden = 0 FROM state WHERE id = new.article),
        unread = unread + (SELECT hidden = 0 AND read = 0 FROM state WHERE id = new.article)
    WHERE id = new.tag;
    UPDATE state SET lists = lists + 1 WHERE id = new.article;
END;

DROP TRIGGER tagging_removed;

CREATE TRIGGER tagging_removed AFTER DELETE ON tagging BEGIN
    UPDATE tag SET
        articles = articles - coalesce((SELECT hidden = 0 FROM state WHERE id = old.article), 0),
        unread = unread - coalesce((SELECT hidden = 0 AND read = 0 FROM state WHERE id = old.article), 0)
    WHERE id = old.tag;
    UPDATE state SET lists = lists - 1 WHERE id = old.article;
END;

DROP TRIGGER also_added;

CREATE TRIGGER also_added AFTER INSERT ON also BEGIN
    UPDATE source SET
        articles = articles + (SELECT hidden = 0 FROM state WHERE id = new.article),
        unread = unread + (SELECT hidden = 0 AND read = 0 FROM state WHERE id = new.article)
    WHERE id = new.source;
    UPDATE state SET lists = lists + 1 WHERE id = new.article;
END;

DROP TRIGGER also_removed;

CREATE TRIGGER also_removed AFTER DELETE ON also BEGIN
    UPDATE source SET
        articles = articles - coalesce((SELECT hidden = 0 FROM state WHERE id = old.article), 0),
        unread = unread - coalesce((SELECT hidden = 0 AND read = 0 FROM state WHERE id = old.article), 0)
    WHERE id = old.source;
    UPDATE state SET lists = lists - 1 WHERE id = old.article;
END;

DROP TRIGGER state_tags_changed;

CREATE TRIGGER state_tags_changed AFTER UPDATE OF read, hidden ON state WHEN new.lists > 0 BEGIN
    UPDATE tag SET
        articles = articles + (new.hidden = 0) - (old.hidden = 0),
        unread = unread + (new.hidden = 0 AND new.read = 0) - (old.hidden = 0 AND old.read = 0)
    WHERE id IN (SELECT tag FROM tagging WHERE article = new.id);
END;

DROP TRIGGER state_also_changed;

CREATE TRIGGER state_also_changed AFTER UPDATE OF read, hidden ON state WHEN new.lists > 0 BEGIN
    UPDATE source SET
        articles = articles + (new.hidden = 0) - (old.hidden = 0),
        unread = unread + (new.hidden = 0 AND new.read = 0) - (old.hidden = 0 AND old.read = 0)
    WHERE id IN (SELECT source FROM also WHERE article = new.id);
END;

-- Larger segments, merged less often, as in a new library.
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608), ('automerge', 16), ('crisismerge', 64);
