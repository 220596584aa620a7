//! Text to [`Raw`]: everything that may not stand where it stands is told and taken out, and the
//! rest is read again, so that one fault does not hide the others.

use std::ops::Range;

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::keys::{allowed, names_in, nearest, tables_with};
use super::raw::Raw;
use super::reader::Report;

/// One step from the root of the file to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Key(String),
    /// From 0.
    Index(usize),
}

/// What an error points at.
#[derive(Debug, Clone)]
struct Place {
    path: Vec<Part>,
    span: Range<usize>,
}

/// Reads the form; `None` if the text is no TOML.
pub(super) fn read(report: &mut Report<'_>) -> Option<Raw> {
    let (mut root, errors) = DeTable::parse_recoverable(report.text);
    for error in &errors {
        report.fault(
            "",
            error.span(),
            format!("not TOML: {}", error.message()),
            "see https://toml.io",
        );
    }
    if !errors.is_empty() {
        return None;
    }
    loop {
        let error = match Raw::deserialize(Deserializer::from(root.clone())) {
            Ok(raw) => return Some(raw),
            Err(error) => error,
        };
        let place = error
            .span()
            .and_then(|span| place_of(root.get_ref(), &span));
        let Some(place) = place else {
            report.fault(
                "",
                error.span(),
                error.message().to_owned(),
                "see config/nudged.toml",
            );
            return None;
        };
        tell(report, error.message(), &place);
        if !take_out(root.get_mut(), &place.path) {
            return None;
        }
    }
}

/// Tells one fault of form.
fn tell(report: &mut Report<'_>, message: &str, place: &Place) {
    let key = written(&place.path);
    let plain = plain(&place.path);
    if message.starts_with("unknown field") {
        let (table, name) = plain.rsplit_once('.').unwrap_or(("", &plain));
        let remedy = unknown_remedy(table, name);
        report.fault(
            &key,
            Some(place.span.clone()),
            "there is no such key".to_owned(),
            &remedy,
        );
        return;
    }
    let shown = report.shown(&place.span);
    let remedy = match allowed(&plain) {
        Some(text) => format!("write {text}"),
        None if matches!(plain.as_str(), "client" | "mailbox") => {
            format!("write [[{plain}]], once for each")
        }
        None => format!("write it as a table: [{plain}]"),
    };
    report.fault(
        &key,
        Some(place.span.clone()),
        format!("{shown} cannot stand here"),
        &remedy,
    );
}

/// What to do about a key nobody knows.
fn unknown_remedy(table: &str, name: &str) -> String {
    let known = names_in(table);
    let elsewhere: Vec<_> = tables_with(name).iter().map(|t| format!("[{t}]")).collect();
    if table == "oauth" && (name.contains("secret") || name.contains("token")) {
        return "secrets do not stand in this file: write client-secret-file or client-secret-command"
            .to_owned();
    }
    if name.contains("password") || name == "secret" {
        return "passwords do not stand in this file: write password-file or password-command, or \
                set up a systemd credential"
            .to_owned();
    }
    if let Some(meant) = nearest(name, known.iter().copied()) {
        return format!("write {meant}");
    }
    if !elsewhere.is_empty() {
        return format!("it belongs in {}", elsewhere.join(" or "));
    }
    format!("remove it; known here: {}", known.join(", "))
}

/// `client[2].domains`: numbers from 1, for people.
fn written(path: &[Part]) -> String {
    let mut text = String::new();
    for part in path {
        match part {
            Part::Key(key) if text.is_empty() => text.push_str(key),
            Part::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            Part::Index(n) => text.push_str(&format!("[{}]", n.saturating_add(1))),
        }
    }
    text
}

/// `client.domains`: as in `keys()`.
fn plain(path: &[Part]) -> String {
    let keys: Vec<&str> = path
        .iter()
        .filter_map(|part| match part {
            Part::Key(key) => Some(key.as_str()),
            Part::Index(_) => None,
        })
        .collect();
    keys.join(".")
}

/// The key of that very span, else the smallest value around it.
fn place_of(table: &DeTable<'_>, span: &Range<usize>) -> Option<Place> {
    let mut found = Vec::new();
    search(table, &mut Vec::new(), span, &mut found);
    found
        .into_iter()
        .min_by_key(|(width, _)| *width)
        .map(|(_, place)| place)
}

/// Collects what holds a span, with its width; an exact key has none.
fn search(
    table: &DeTable<'_>,
    path: &mut Vec<Part>,
    span: &Range<usize>,
    found: &mut Vec<(usize, Place)>,
) {
    for (key, value) in table {
        path.push(Part::Key(key.get_ref().to_string()));
        if key.span() == *span {
            found.push((
                0,
                Place {
                    path: path.clone(),
                    span: key.span(),
                },
            ));
        }
        search_value(value, path, span, found);
        path.pop();
    }
}

fn search_value(
    value: &Spanned<DeValue<'_>>,
    path: &mut Vec<Part>,
    span: &Range<usize>,
    found: &mut Vec<(usize, Place)>,
) {
    let own = value.span();
    if own.start <= span.start && span.end <= own.end {
        // The deeper of two of one width wins: later is deeper, and min_by_key takes the first, so
        // depth narrows it.
        let width = own
            .len()
            .saturating_mul(64)
            .saturating_sub(path.len())
            .max(1);
        found.push((
            width,
            Place {
                path: path.clone(),
                span: own,
            },
        ));
    }
    match value.get_ref() {
        DeValue::Table(table) => search(table, path, span, found),
        DeValue::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                path.push(Part::Index(n));
                search_value(item, path, span, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Removes the value, or where it is a member of a list the list's key; says whether it did.
fn take_out(table: &mut DeTable<'_>, path: &[Part]) -> bool {
    let Some((Part::Key(key), rest)) = path.split_first() else {
        return false;
    };
    if rest.iter().any(|part| matches!(part, Part::Key(_))) {
        table
            .get_mut(key.as_str())
            .is_some_and(|value| take_out_of(value.get_mut(), rest))
    } else {
        table.remove(key.as_str()).is_some()
    }
}

fn take_out_of(value: &mut DeValue<'_>, path: &[Part]) -> bool {
    match (value, path) {
        (DeValue::Table(table), path) => take_out(table, path),
        (DeValue::Array(items), [Part::Index(n), rest @ ..]) => items
            .get_mut(*n)
            .is_some_and(|item| take_out_of(item.get_mut(), rest)),
        _ => false,
    }
}
