//! Who there is: a team, its clients with their calendars and habits, and what they owe in a year.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use chrono_tz::Tz;

use super::calendar::{Pair, Side};
use super::chance::Chance;
use super::habit::Habit;
use super::phrases;

/// Somebody with an address.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub name: String,
    pub address: String,
    /// Writes Chinese.
    pub zh: bool,
}

impl Somebody {
    /// As a header names him.
    pub fn shown(&self) -> String {
        format!("{} <{}>", self.name, self.address)
    }
}

/// How follow-ups leave (product.md 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Observe,
    Approve,
    Forewarn,
    Auto,
}

/// A client.
#[derive(Debug)]
pub struct Company {
    pub domain: String,
    pub people: Vec<Somebody>,
    pub chief: Option<String>,
    pub pair: Pair,
    pub mode: Mode,
    pub habit: Habit,
    /// When its first person is away, first and last day.
    pub leaves: Vec<(NaiveDate, NaiveDate)>,
    /// When its first person is gone for good.
    pub gone: Option<DateTime<Utc>>,
    /// Its stream of chances.
    pub chance: Chance,
}

/// What one client is asked for.
#[derive(Debug, Clone)]
pub struct Matter {
    pub company: usize,
    pub owner: usize,
    pub invoice: Option<String>,
    pub asks: Vec<usize>,
    pub subject: String,
    /// Who stand in To, as places among the people of the company.
    pub to: Vec<usize>,
    pub at: DateTime<Utc>,
    pub due: NaiveDate,
    /// When the second part of an invoice is due.
    pub second: Option<NaiveDate>,
    pub id: String,
    pub words: String,
}

impl Matter {
    /// What an invoice is over.
    pub fn sum(&self) -> i64 {
        if self.words.contains("18000") {
            18000
        } else {
            1800
        }
    }
}

/// A member is away, and says so.
#[derive(Debug, Clone)]
pub struct Leave {
    pub member: usize,
    pub deputy: usize,
    pub from: DateTime<Utc>,
    pub through: NaiveDate,
    /// When he says that he is back, if that is earlier.
    pub back: Option<DateTime<Utc>>,
}

/// A whole world.
#[derive(Debug)]
pub struct World {
    pub seed: u64,
    pub domain: &'static str,
    pub side: Side,
    pub members: Vec<Somebody>,
    pub companies: Vec<Company>,
    pub matters: Vec<Matter>,
    pub leaves: Vec<Leave>,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub config: String,
}

/// Zone, hours, calendar and whether they write Chinese.
type Place = (Tz, (&'static str, &'static str), &'static str, bool);

const PLACES: &[Place] = &[
    (Tz::Asia__Shanghai, ("09:00", "18:00"), "CN", true),
    (Tz::Asia__Hong_Kong, ("09:30", "18:30"), "HK", true),
    (Tz::Asia__Taipei, ("09:00", "18:00"), "TW", true),
    (Tz::Europe__Berlin, ("09:00", "17:00"), "DE", false),
    (Tz::Europe__London, ("09:00", "17:30"), "GB", false),
    (Tz::America__New_York, ("09:00", "17:00"), "US", false),
    (Tz::America__Los_Angeles, ("09:00", "17:00"), "US", false),
    (Tz::Asia__Singapore, ("09:00", "18:00"), "SG", false),
    (Tz::Asia__Tokyo, ("09:00", "18:00"), "JP", false),
];
const SHANGHAI: Place = (Tz::Asia__Shanghai, ("09:30", "18:30"), "CN", true);
const BERLIN: Place = (Tz::Europe__Berlin, ("09:00", "18:00"), "DE", false);

const FIRST: &[&str] = &[
    "Otto", "Nora", "Piet", "Mara", "Tim", "Vera", "Hugo", "Lena",
];
const LAST: &[&str] = &["Falk", "Brandt", "Oswin", "Keller", "Maddox", "Rowe"];
const NAMES: &[&str] = &[
    "李明", "周岚", "吴桐", "郑洁", "何川", "沈悦", "冯凯", "唐宁",
];
const PINYIN: &[&str] = &[
    "liming", "zhoulan", "wutong", "zhengjie", "hechuan", "shenyue", "fengkai", "tangning",
];

/// Who vouches for senders.
pub fn authority(domain: &str) -> String {
    format!("mx.{domain}")
}

impl World {
    /// The world of a seed with so many clients.
    pub fn of(seed: u64, clients: usize) -> Self {
        let mut chance = Chance::of(seed, 0);
        let shanghai = seed.is_multiple_of(2);
        let (place, domain) = if shanghai {
            (SHANGHAI, "jiangnan.example")
        } else {
            (BERLIN, "studio.example")
        };
        let side = Side::new(place.0, place.1, place.2);
        let member = |name: &str, local: &str, zh| Somebody {
            name: name.to_owned(),
            address: format!("{local}@{domain}"),
            zh,
        };
        let members = vec![
            member("Ines Holm", "ines", false),
            member("韩雪", "hanxue", true),
        ];
        let first = NaiveDate::from_ymd_opt(2025, 1, 6).expect("day");
        let day = first + Days::new(7 * chance.below(52) as u64);
        let start = side.at(day, "06:00".parse().expect("time"));
        let companies: Vec<Company> = (0..clients)
            .map(|n| company(n, seed, start, &side, place))
            .collect();
        let mut world = Self {
            seed,
            domain,
            side,
            members,
            companies,
            matters: Vec::new(),
            leaves: Vec::new(),
            start,
            end: start + Duration::days(365),
            config: String::new(),
        };
        for n in 0..clients {
            world.ask(n);
        }
        world.leave();
        world.config = world.configuration(place);
        world
    }

    /// The tracking address.
    pub fn tracker(&self) -> String {
        format!("track@{}", self.domain)
    }

    /// The address of whoever opens a matter.
    pub fn owner(&self, matter: usize) -> &str {
        &self.members[self.matters[matter].owner].address
    }

    /// Who is gone for good, and from when.
    pub fn gone(&self) -> Vec<(String, DateTime<Utc>)> {
        let gone = self
            .companies
            .iter()
            .filter_map(|company| Some((company.people[0].address.clone(), company.gone?)));
        gone.collect()
    }

    /// Each member is away twice, never both at once.
    fn leave(&mut self) {
        let mut chance = Chance::of(self.seed, 3);
        for (member, deputy, earliest) in [(0, 1, 30), (1, 0, 100), (0, 1, 190), (1, 0, 270)] {
            let from = self.start + Duration::days(earliest + chance.between(0, 40));
            let from = self.side.next_open(from);
            let days = chance.between(3, 18);
            let back = chance
                .percent(30)
                .then(|| self.side.next_open(from + Duration::days(days / 2)));
            self.leaves.push(Leave {
                member,
                deputy,
                from,
                through: self.side.day(from) + Days::new(days.unsigned_abs()),
                back,
            });
        }
    }

    /// Who acts for a member at a moment: himself, or whoever stands in.
    pub fn acting(&self, member: usize, at: DateTime<Utc>) -> &Somebody {
        let gone = |leave: &&Leave| {
            leave.member == member
                && leave.from <= at
                && self.side.day(at) <= leave.through
                && leave.back.is_none_or(|back| at < back)
        };
        let leave = self.leaves.iter().find(gone);
        &self.members[leave.map_or(member, |leave| leave.deputy)]
    }

    /// What one client is asked for in the year.
    fn ask(&mut self, n: usize) {
        let mut chance = Chance::of(self.seed, 1000 + n as u64);
        let count = chance.between(4, 8);
        for _ in 0..count {
            let company = &self.companies[n];
            let owner = chance.below(self.members.len());
            let pm = &self.members[owner];
            // Nothing is begun in the last weeks: it could not run its course.
            let about = self.start + Duration::hours(chance.between(0, 24 * 330));
            let at = self.side.next_open(about) + Duration::minutes(chance.between(0, 200));
            let mut due = company.pair.client.day(at);
            for _ in 0..chance.between(3, 18) {
                due = due.succ_opt().expect("a day");
            }
            while !company.pair.works(due) {
                due = due.succ_opt().expect("a day");
            }
            let mut to = vec![chance.below(company.people.len())];
            if chance.percent(15) {
                to = (0..company.people.len()).collect();
            }
            let number = self.matters.len();
            let invoice = chance.percent(40).then(|| format!("SN-{}", 200 + number));
            let second = (invoice.is_some() && chance.percent(25)).then(|| {
                let mut day = due + Days::new(chance.between(20, 50).unsigned_abs());
                while !company.pair.works(day) {
                    day = day.succ_opt().expect("a day");
                }
                day
            });
            let mut asks = Vec::new();
            for _ in 0..chance.between(1, 4) {
                let ask = chance.below(phrases::THINGS.len());
                if !asks.contains(&ask) {
                    asks.push(ask);
                }
            }
            let reader = &company.people[to[0]];
            let zh = reader.zh && pm.zh;
            let words = match &invoice {
                Some(invoice) => phrases::bill(zh, &reader.name, invoice, (due, second), &pm.name),
                None => phrases::request(zh, &reader.name, &asks, due, &pm.name),
            };
            let subject = match (&invoice, zh) {
                (Some(invoice), false) => format!("Invoice {invoice}"),
                (Some(invoice), true) => format!("发票 {invoice}"),
                (None, false) => format!("Material for part {}", number + 1),
                (None, true) => format!("第{}期资料", number + 1),
            };
            let id = format!("ask{number}.{}@{}", self.seed, self.domain);
            self.matters.push(Matter {
                company: n,
                owner,
                invoice,
                asks,
                subject,
                to,
                at,
                due,
                second,
                id,
                words,
            });
        }
    }

    fn configuration(&self, place: Place) -> String {
        let domain = self.domain;
        let mut text = format!(
            "[tracking]\naddress = \"track@{domain}\"\n[team]\nname = \"Studio\"\ndomains = [\"{domain}\"]\nmembers = ["
        );
        for member in &self.members {
            let language = if member.zh { "zh" } else { "en" };
            let (name, address) = (&member.name, &member.address);
            let _ = write!(
                text,
                "{{ name = \"{name}\", address = \"{address}\", language = \"{language}\" }}, "
            );
        }
        let language = if place.3 { "zh" } else { "en" };
        let _ = write!(
            text,
            "]\nlanguage = \"{language}\"\ntime-zone = \"{}\"\nworking-hours = \"{}-{}\"\nholidays = [\"{}\"]\nleads = [\"lead@{domain}\"]\nescalate-to = [\"lead@{domain}\"]\n",
            place.0, place.1.0, place.1.1, place.2
        );
        for company in &self.companies {
            let _ = write!(text, "{}", company.configuration());
        }
        let _ = write!(
            text,
            "[policy]\nmode = \"auto\"\n[summary]\nto = [\"all@{domain}\"]\n[security]\ntrusted-authserv-ids = [\"{}\"]\n",
            authority(domain)
        );
        text
    }
}

impl Company {
    /// Its part of the configuration.
    fn configuration(&self) -> String {
        let client = &self.pair.client;
        let mode = match self.mode {
            Mode::Observe => "observe",
            Mode::Approve => "approve",
            Mode::Forewarn => "forewarn",
            Mode::Auto => "auto",
        };
        let chief = self.chief.as_ref().map_or_else(String::new, |chief| {
            format!("escalate-to = [\"{chief}\"]\n")
        });
        let place = PLACES
            .iter()
            .find(|place| place.0 == client.zone)
            .expect("a place");
        format!(
            "[[client]]\nname = \"{0}\"\ndomains = [\"{0}\"]\nlanguage = \"{1}\"\ntime-zone = \"{2}\"\nworking-hours = \"{3}-{4}\"\nholidays = [\"{5}\"]\nmode = \"{mode}\"\n{chief}",
            self.domain,
            if self.people[0].zh { "zh" } else { "en" },
            client.zone,
            client.opens.format("%H:%M"),
            client.closes.format("%H:%M"),
            place.2,
        )
    }
}

fn company(n: usize, seed: u64, start: DateTime<Utc>, team: &Side, own: Place) -> Company {
    let mut chance = Chance::of(seed, 2000 + n as u64);
    let place = if chance.percent(40) {
        *PLACES.iter().find(|place| place.0 == own.0).expect("home")
    } else {
        chance.pick(PLACES)
    };
    let domain = format!("client{n}.example");
    let people = (0..chance.between(1, 3) as usize)
        .map(|k| {
            let who = chance.below(FIRST.len());
            let (name, local) = if place.3 {
                (NAMES[who].to_owned(), format!("{}{k}", PINYIN[who]))
            } else {
                let name = format!("{} {}", FIRST[who], chance.pick(LAST));
                (name, format!("{}{k}", FIRST[who].to_lowercase()))
            };
            Somebody {
                name,
                address: format!("{local}@{domain}"),
                zh: place.3,
            }
        })
        .collect();
    let chief = chance.percent(30).then(|| format!("chief@{domain}"));
    let mode = match chance.below(100) {
        0..5 => Mode::Observe,
        5..15 => Mode::Approve,
        15..40 => Mode::Forewarn,
        _ => Mode::Auto,
    };
    let habit = Habit::of(&mut chance);
    let mut leaves = Vec::new();
    for _ in 0..4 * usize::from(habit == Habit::OnLeave) {
        let from = start.date_naive() + Days::new(chance.below(330) as u64);
        leaves.push((from, from + Days::new(chance.between(4, 40).unsigned_abs())));
    }
    let gone = (habit == Habit::Leaving).then(|| start + Duration::days(chance.between(60, 250)));
    Company {
        domain,
        people,
        chief,
        leaves,
        gone,
        pair: Pair::new(team.clone(), Side::new(place.0, place.1, place.2)),
        mode,
        habit,
        chance,
    }
}

/// A day in words of a mail.
pub fn day_words(zh: bool, day: NaiveDate) -> String {
    if zh {
        format!("{}年{}月{}日", day.year(), day.month(), day.day())
    } else {
        day.format("%-d %B %Y").to_string()
    }
}
