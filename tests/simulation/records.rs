//! What the daemon wrote into its database, read beside it.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _};

use super::letters::subject;

/// The database, looked into from outside.
#[derive(Debug)]
pub struct Records(Mutex<Connection>);

/// A mail of the outbox.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: String,
    pub class: String,
    pub state: String,
    pub items: Vec<i64>,
}

impl Records {
    pub fn new(path: &Path) -> Self {
        Self(Mutex::new(Connection::open(path).expect("database")))
    }

    pub fn sql(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The item of a matter.
    pub fn item(&self, matter: usize) -> Option<i64> {
        let find = "SELECT id FROM item WHERE base_subject = ?1";
        self.sql()
            .query_row(find, [subject(matter).to_lowercase()], |row| row.get(0))
            .optional()
            .expect("item")
    }

    /// The matter of an item.
    pub fn matter(&self, item: i64) -> Option<usize> {
        let find = "SELECT base_subject FROM item WHERE id = ?1";
        let found: Option<String> = self
            .sql()
            .query_row(find, [item], |row| row.get(0))
            .optional()
            .expect("item");
        found?
            .rsplit(' ')
            .next()?
            .parse::<usize>()
            .ok()?
            .checked_sub(1)
    }

    /// The steps a follow-up takes: item, instalment, round, step.
    pub fn lines(&self, id: &str) -> Vec<(i64, i64, i64, String)> {
        let sql = self.sql();
        let question = "SELECT l.item, l.instalment, l.round, l.step FROM follow_up_item l
             JOIN outbox o ON o.follow_up = l.follow_up WHERE o.message_id = ?1";
        let mut find = sql.prepare(question).expect("question");
        let rows = find.query_map([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        });
        rows.expect("rows").map(|row| row.expect("row")).collect()
    }

    /// How many rows a question finds.
    pub fn count(&self, question: &str) -> usize {
        let found: i64 = self
            .sql()
            .query_row(question, [], |row| row.get(0))
            .expect(question);
        usize::try_from(found).expect("a number")
    }

    /// The outbox.
    pub fn outbox(&self) -> Vec<Row> {
        self.some("")
    }

    /// One mail of it.
    pub fn mail(&self, id: &str) -> Option<Row> {
        self.some(&format!("WHERE message_id = '{id}'")).pop()
    }

    fn some(&self, which: &str) -> Vec<Row> {
        let sql = self.sql();
        let question =
            format!("SELECT message_id, class, state, items FROM outbox {which} ORDER BY id");
        let mut find = sql.prepare(&question).expect("question");
        let rows = find.query_map([], |row| {
            let items: String = row.get(3)?;
            Ok(Row {
                id: row.get(0)?,
                class: row.get(1)?,
                state: row.get(2)?,
                items: serde_json::from_str(&items).unwrap_or_default(),
            })
        });
        rows.expect("rows").map(|row| row.expect("row")).collect()
    }

    /// All that was decided and sent, in its order.
    pub fn story(&self) -> Vec<String> {
        let sql = self.sql();
        let question = "SELECT 'h ' || id || ' ' || at || ' ' || coalesce(item, 0) || ' ' || event || ' ' || entry FROM history
             UNION ALL SELECT 'o ' || id || ' ' || changed_at || ' ' || state || ' ' || message_id || ' ' || attempt || ' ' || last_error FROM outbox
             UNION ALL SELECT 'm ' || id || ' ' || arrived_at || ' ' || message_id || ' ' || uid FROM mail";
        let mut find = sql.prepare(question).expect("question");
        let rows = find.query_map([], |row| row.get(0));
        rows.expect("rows").map(|row| row.expect("row")).collect()
    }
}
