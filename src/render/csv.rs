//! The summary's list as CSV (RFC 4180) for spreadsheets.

use super::engine::Engine;
use super::inert;
use crate::mail::draft::File;
use crate::model::{Language, World, money};
use crate::report::{Line, Summary};

/// Columns, by the keys of the table `column` in `words.txt`.
const COLUMNS: [&str; 20] = [
    "number",
    "kind",
    "state",
    "client",
    "subject",
    "owner",
    "opened",
    "due",
    "days",
    "step",
    "hold",
    "until",
    "numbers",
    "total",
    "balance",
    "currency",
    "next",
    "closed",
    "how",
    "confirmed",
];

/// Open items, then those closed this week, then older unconfirmed ones.
pub(super) fn file(summary: &Summary, language: Language, world: &World, engine: &Engine) -> File {
    // Excel takes a CSV without this mark for the code page of the machine.
    let mut text = "\u{feff}".to_owned();
    row(
        &mut text,
        COLUMNS.map(|key| label(engine, language, "column", key)),
    );
    let older = summary
        .unconfirmed
        .iter()
        .filter(|line| !summary.closed.iter().any(|c| c.id == line.id));
    for line in summary.open.iter().chain(&summary.closed).chain(older) {
        row(&mut text, cells(line, language, world, engine));
    }
    File {
        name: format!("nudged-{}.csv", summary.made),
        media_type: "text/csv; charset=utf-8".to_owned(),
        bytes: text.into_bytes(),
    }
}

fn label(engine: &Engine, language: Language, table: &str, key: &str) -> String {
    engine
        .label(language, table, key)
        .unwrap_or_else(|| key.to_owned())
}

fn cells(line: &Line, language: Language, world: &World, engine: &Engine) -> [String; 20] {
    let label = |table, key| label(engine, language, table, key);
    let closed = line.closed.as_ref();
    let hold = line.hold.as_ref();
    [
        line.id.0.to_string(),
        label("kind", line.kind.as_str()),
        label("state", line.state.as_str()),
        world.client_name(&line.client),
        line.subject.clone(),
        world.person(&line.owner).shown().to_owned(),
        line.opened.to_string(),
        line.due.to_string(),
        line.days_overdue.to_string(),
        line.step
            .map_or_else(String::new, |step| label("step", step.as_str())),
        hold.map_or_else(String::new, |hold| label("hold", hold.reason.as_str())),
        hold.and_then(|hold| hold.until)
            .map_or_else(String::new, |until| until.to_string()),
        line.numbers.join(" "),
        line.total.map_or_else(String::new, money::plain),
        line.balance.map_or_else(String::new, money::plain),
        line.currency
            .map_or_else(String::new, |currency| currency.to_string()),
        line.next
            .map_or_else(String::new, |(_, day)| day.to_string()),
        closed.map_or_else(String::new, |closed| closed.day.to_string()),
        closed.map_or_else(String::new, |closed| label("how", closed.how.as_str())),
        closed.map_or_else(String::new, |closed| {
            label("column", if closed.confirmed { "yes" } else { "no" })
        }),
    ]
}

fn row<const N: usize>(text: &mut String, cells: [String; N]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&quoted(cell));
    }
    text.push_str("\r\n");
}

/// One cell. A spreadsheet runs what begins with `= + - @` as a formula, also after white space
/// and in full width (OWASP, CSV injection): an apostrophe makes it text.
fn quoted(cell: &str) -> String {
    let mut cell = inert::line(cell);
    if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        cell.insert(0, '\'');
    }
    if cell.contains(['"', ',', ';', '\'']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_never_formulas_nor_break_out() {
        for (cell, want) in [
            ("=1+1", "\"'=1+1\""),
            ("  @SUM(A1)", "\"'@SUM(A1)\""),
            ("\t-2", "\"'-2\""),
            ("＋1", "\"'＋1\""),
            ("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\""),
            ("a,\"b\"\r\n=c", "\"a,\"\"b\"\" =c\""),
            ("\u{200b}=1", "\"'=1\""),
            ("plain 文字", "plain 文字"),
        ] {
            assert_eq!(quoted(cell), want, "{cell}");
        }
    }
}
