-- What waits for its owner: held items, and follow-ups that wait for `ok`. The daily notice reads
-- these and nothing else, however many items are open.
CREATE INDEX item_waiting ON item (owner, id)
    WHERE closed_at IS NULL AND (state = 'held' OR json_extract(doc, '$.ladder.proposed') IS NOT NULL);
