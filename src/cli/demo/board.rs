//! The board at the end: what is open, and what came of the rest.

use chrono_tz::Tz;
use unicode_width::UnicodeWidthStr as _;

use super::timeline::{day, language};
use crate::app::compose::follow_up_language;
use crate::app::engine::Event;
use crate::cli::screen::{COLUMNS, pad};
use crate::cli::tongue::Tongue;
use crate::config::Config;
use crate::model::{EventKind, Item, Kind, Language, State};
use crate::report::ItemView;

/// The rows of the board, the first its heading; empty if nothing is open.
pub(super) fn open(items: &[ItemView], config: &Config, tongue: &Tongue) -> Vec<String> {
    let zone = config.world.team.zone;
    let mut open: Vec<&ItemView> = items.iter().filter(|v| v.item.closed.is_none()).collect();
    open.sort_by_key(|v| (v.item.due, v.item.id));
    let row = |cells: [&str; 6]| {
        let due = if tongue.language == Language::Zh {
            13
        } else {
            11
        };
        let widths = [5, 17, 27, due, 28, 20];
        let cells: Vec<String> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| pad(cell, width))
            .collect();
        cells.join(" ").trim_end().to_owned()
    };
    let mut rows = Vec::new();
    if !open.is_empty() {
        rows.push(row(match tongue.language {
            Language::En => ["", "client", "owes", "due", "state", "next"],
            Language::Zh => ["", "客户", "尚欠", "到期", "状态", "下一步"],
        }));
    }
    for view in open {
        let item = &view.item;
        rows.push(row([
            &item.id.to_string(),
            &config.world.client_name(&item.client),
            &owes(item, tongue),
            &day(item.due, tongue),
            &state(view, tongue),
            &next(view, zone, tongue),
        ]));
    }
    rows
}

fn owes(item: &Item, tongue: &Tongue) -> String {
    match item.kind {
        Kind::Invoice => item.balance().map_or_else(
            || tongue.say("an invoice", "一张发票").to_owned(),
            |b| b.to_string(),
        ),
        Kind::Request => item
            .open_asks()
            .map(|a| a.text.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn state(view: &ItemView, tongue: &Tongue) -> String {
    let state = view.item.state(&view.outer);
    let word = tongue.term("state", state.as_str());
    let hold = view.item.longest_hold(&view.outer);
    let Some(hold) = hold.filter(|_| state == State::Held) else {
        return word;
    };
    let reason = tongue.term("hold", hold.reason.as_str());
    let until = hold.until.map(|until| day(until, tongue));
    match (until, tongue.language) {
        (Some(until), Language::En) => format!("{word} until {until}: {reason}"),
        (Some(until), Language::Zh) => format!("{word}至{until}：{reason}"),
        (None, Language::En) => format!("{word}: {reason}"),
        (None, Language::Zh) => format!("{word}：{reason}"),
    }
}

fn next(view: &ItemView, zone: Tz, tongue: &Tongue) -> String {
    let Some((step, at)) = view.next else {
        return tongue
            .say("a word of the owner", "等负责人一句话")
            .to_owned();
    };
    let day = day(at.with_timezone(&zone).date_naive(), tongue);
    match tongue.language {
        Language::En => format!("{} {day}", step.as_str().replace('_', "-")),
        Language::Zh => format!("{} {day}", tongue.term("step", step.as_str())),
    }
}

/// What was settled and how, and the six weeks in figures.
pub(super) fn figures(
    items: &[ItemView],
    events: &[Event],
    came: usize,
    config: &Config,
    tongue: &Tongue,
) -> Vec<String> {
    let closed: Vec<String> = items
        .iter()
        .filter_map(|v| {
            v.item
                .closed
                .as_ref()
                .map(|c| format!("{} {}", v.item.id, tongue.term("how", c.how.as_str())))
        })
        .collect();
    let follow_ups: Vec<Language> = events
        .iter()
        .filter(|(_, e)| e.event == EventKind::FollowUp)
        .filter_map(|(_, e)| e.item.or(e.items.first().copied()))
        .filter_map(|id| items.iter().find(|v| v.item.id == id))
        .map(|v| follow_up_language(&v.item, &config.world))
        .collect();
    let count = |wanted: Language| follow_ups.iter().filter(|l| **l == wanted).count();
    let (zh, en) = (count(Language::Zh), count(Language::En));
    let promises = items.iter().flat_map(|v| &v.item.promises);
    let broken = promises.clone().filter(|p| p.broken).count();
    let mut rows = vec![tongue.say("Closed:", "已结束：").to_owned()];
    for one in &closed {
        match rows.last_mut() {
            Some(row) if row.width().saturating_add(one.width()) < COLUMNS - 3 => {
                row.push_str(if row.ends_with([':', '：']) {
                    " "
                } else {
                    " · "
                });
                row.push_str(one);
            }
            _ => rows.push(one.clone()),
        }
    }
    let (opened, closed, left) = (items.len(), closed.len(), follow_ups.len());
    let (in_zh, in_en) = (
        language(Language::Zh, tongue),
        language(Language::En, tongue),
    );
    let promises = promises.count();
    rows.push(match tongue.language {
        Language::En => format!(
            "{came} mails came, {opened} items were opened, {closed} closed; {left} follow-ups left ({zh} in {in_zh}, {en} in {in_en}); {promises} promises, {broken} broken."
        ),
        Language::Zh => format!(
            "收到 {came} 封邮件，新开 {opened} 个事项，结束 {closed} 个；发出 {left} 封跟进（{in_zh} {zh} 封，{in_en} {en} 封）；客户承诺 {promises} 次，失约 {broken} 次。"
        ),
    });
    rows
}
