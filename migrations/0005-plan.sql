-- What a tick asks of each contact and of all owners, without reading whole documents.
ALTER TABLE item ADD COLUMN proposed INTEGER NOT NULL DEFAULT 0 CHECK (proposed IN (0, 1)); -- a follow-up waits for `ok`
UPDATE item SET proposed = 1 WHERE json_extract(doc, '$.ladder.proposed') IS NOT NULL;
DROP INDEX item_waiting;
CREATE INDEX item_proposed ON item (id) WHERE proposed = 1 AND closed_at IS NULL;
CREATE INDEX item_plan ON item (id, next_at) WHERE closed_at IS NULL AND next_at IS NOT NULL;
