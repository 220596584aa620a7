//! How values stand in columns: times as microseconds, days and closed enums as words, lists as JSON.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An instant as microseconds since 1970-01-01 UTC; finer parts are dropped, on both sides of
/// every comparison.
pub(super) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// The instant of such a column.
pub(super) fn instant(micros: i64) -> anyhow::Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros).with_context(|| format!("{micros} is no time"))
}

/// The instant of such a column that may be NULL.
pub(super) fn instant_or_none(micros: Option<i64>) -> anyhow::Result<Option<DateTime<Utc>>> {
    micros.map(instant).transpose()
}

/// A day as ISO 8601, which sorts like the day.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A value as JSON text.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> anyhow::Result<String> {
    serde_json::to_string(value).context("writing JSON")
}

/// A value of JSON text.
pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> anyhow::Result<T> {
    serde_json::from_str(text).with_context(|| {
        format!(
            "reading stored JSON {}",
            text.chars().take(120).collect::<String>()
        )
    })
}

/// The word of a closed enum, as serde writes it.
pub(super) fn word<T: Serialize>(value: T) -> anyhow::Result<String> {
    match serde_json::to_value(value).context("writing a word")? {
        serde_json::Value::String(word) => Ok(word),
        other => anyhow::bail!("{other} is no word"),
    }
}

/// The closed enum of a word; an unknown one is an error, never a default.
pub(super) fn from_word<T: DeserializeOwned>(word: &str) -> anyhow::Result<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
        .with_context(|| format!("unknown word {word:?} in the database"))
}

/// At most `limit` bytes of a text, cut between characters.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    text.get(..text.floor_char_boundary(limit)).unwrap_or("")
}
