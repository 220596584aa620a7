//! What a notice's templates may say. A notice tells in one glance what happened, to which item,
//! in whose words, and which one word of answer changes it.
//!
//! Codes of [`NoticeLine::code`] are `head` or `head:detail`. Heads are worded by the table `line` of
//! `words.txt` (`done`, `refused`, `info`, `waits`, `candidate`, `step`, `history`, `phone`, `point`,
//! `next`, `left`, `undo`), details by `why`, `hold` and `step`; an unknown code is shown as it is.

mod card;
mod line;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Stage, format, inert};
use crate::model::{Hold, Item, ItemId, Language, Notice, NoticeKind, NoticeLine, UNDATED};
use card::Card;
use line::Line;
pub(super) use line::{plain, refusal};

/// What stands beside an item a notice is about.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Day of the next follow-up, where one is planned; the client's.
    pub next: Option<NaiveDate>,
    /// Holds of contact, client and team that bind it.
    pub outer: Vec<Hold>,
}

/// A notice, for its templates.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    single: bool,
    count: usize,
    item: Option<Card>,
    items: Vec<Card>,
    /// ` 42`, for answers that must name an item; empty where the thread says which.
    pub(super) number: String,
    /// ` 42 43`, for an answer that is meant for all of several items; empty where there is one.
    numbers: String,
    /// Name of who is quoted; empty if nobody is.
    from: String,
    from_address: String,
    quote: Vec<String>,
    /// A moment to tell, in the team's zone.
    at: Option<String>,
    /// Its day alone.
    day: Option<String>,
    rule: String,
    /// The rule in words, where `words.txt` has some.
    reason: Option<String>,
    lines: Vec<Line>,
    /// A day a week from now, or from the due day still to come, `2026-11-28`: an example for `due`.
    later: String,
    /// Cards of the items no line is about.
    cards: Vec<Card>,
    team: String,
    /// Only the one it tells of reads it.
    own: bool,
    /// What is quoted is the subject of a mail.
    titled: bool,
    /// Something was done that one word takes back.
    undo: bool,
    /// The answer it tells of changed more than it is about.
    besides: bool,
    /// The items it was done to.
    changed: Vec<i64>,
    /// The items of which one must be named for what was said.
    which: Vec<i64>,
}

/// Lines of what an answer changed beside what its notice is about.
const BESIDES: &[&str] = &["came", "counted", "promised"];

/// What no `undo` takes back: what settles a mail that left.
const FOR_GOOD: &[&str] = &["resend", "sent"];

/// The lines that tell of something that was done and can be taken back, and was not at once.
fn standing(lines: &[NoticeLine]) -> Vec<&NoticeLine> {
    let verb = |line: &NoticeLine| line.words.split(' ').next().map(str::to_owned);
    let mut standing: Vec<&NoticeLine> = Vec::new();
    for line in lines.iter().filter(|line| line.code == "done") {
        match verb(line).as_deref() {
            Some("undo") => standing.retain(|done| done.item != line.item),
            Some(verb) if FOR_GOOD.contains(&verb) => {}
            _ => standing.push(line),
        }
    }
    standing
}

/// The numbers of the items some lines are about, each once.
fn numbers_of<'a>(lines: impl Iterator<Item = &'a NoticeLine>) -> Vec<i64> {
    let mut numbers = Vec::new();
    for item in lines.filter_map(|line| line.item) {
        if !numbers.contains(&item.0) {
            numbers.push(item.0);
        }
    }
    numbers
}

/// Subject of a notice: the item's mark, the headline, what it is about.
pub(super) fn subject(headline: &str, items: &[Item], language: Language) -> String {
    let headline = inert::line(headline);
    match items {
        [item] => {
            let colon = if language == Language::Zh {
                "："
            } else {
                ": "
            };
            let topic = inert::topic(&item.subject);
            if topic.is_empty() {
                format!("[{}] {headline}", item.id)
            } else {
                format!("[{}] {headline}{colon}{topic}", item.id)
            }
        }
        _ => headline,
    }
}

impl Told {
    pub(super) fn new(
        notice: &Notice,
        items: &[Item],
        beside: &[Beside],
        stage: &Stage<'_>,
    ) -> Self {
        let Stage {
            language,
            world,
            engine,
            now,
        } = *stage;
        let today = now.with_timezone(&world.team.zone).date_naive();
        let alone = Beside::default();
        let cards: Vec<Card> = items
            .iter()
            .zip(beside.iter().chain(std::iter::repeat(&alone)))
            .map(|(item, beside)| Card::new(item, beside, stage))
            .collect();
        let lines = notice
            .lines
            .iter()
            .map(|line| Line::new(line, &cards, stage))
            .collect();
        let named = |card: &Card| {
            notice
                .lines
                .iter()
                .any(|line| line.item == Some(ItemId(card.number)))
        };
        let single = cards.len() == 1;
        let standing = standing(&notice.lines);
        Self {
            single,
            count: cards.len(),
            item: cards.first().cloned(),
            number: cards
                .first()
                .filter(|_| !single)
                .map_or_else(String::new, |c| format!(" {}", c.number)),
            numbers: cards
                .iter()
                .filter(|_| !single)
                .map(|c| format!(" {}", c.number))
                .collect(),
            from: notice
                .from
                .as_ref()
                .map_or_else(String::new, |p| inert::line(p.shown())),
            from_address: notice
                .from
                .as_ref()
                .map_or_else(String::new, |p| p.address.to_string()),
            quote: inert::lines(&notice.words),
            at: notice
                .at
                .map(|at| format::moment(at, world.team.zone, language)),
            day: notice
                .at
                .map(|at| format::date(at.with_timezone(&world.team.zone).date_naive(), language)),
            rule: inert::line(&notice.rule),
            reason: engine.label(language, "rule", &notice.rule),
            lines,
            later: items
                .first()
                .map(|item| item.due)
                .filter(|due| *due != UNDATED)
                .map_or(today, |due| due.max(today))
                .checked_add_days(chrono::Days::new(7))
                .unwrap_or(today)
                .to_string(),
            cards: cards
                .iter()
                .filter(|card| single || !named(card))
                .cloned()
                .collect(),
            own: notice
                .from
                .as_ref()
                .is_some_and(|p| notice.to == std::slice::from_ref(&p.address)),
            titled: match notice.kind {
                NoticeKind::NothingToTrack => notice.rule != "asks-more",
                kind => kind == NoticeKind::Token,
            },
            undo: !standing.is_empty(),
            besides: (notice.lines.iter()).any(|line| BESIDES.contains(&line.code.as_str())),
            changed: numbers_of(standing.into_iter()),
            which: numbers_of(
                (notice.lines.iter()).filter(|line| line.code == "refused:undo_which"),
            ),
            items: cards,
            team: inert::line(&world.team.name),
        }
    }
}
