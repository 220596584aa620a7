-- Marks of the mails of an item (matching::quote), by which a mail that quotes them is known without
-- headers. The client is mixed into the hash.
CREATE TABLE item_mark (
    mark  INTEGER NOT NULL,
    item  INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (mark, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_mark_item ON item_mark (item);
