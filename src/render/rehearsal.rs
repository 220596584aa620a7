//! Every template rendered once for each thing it may have to say, before the first mail: a name
//! nobody defines fails here and not in the night a client was to be mailed.

use chrono::{DateTime, Days, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::{Background, Beside, Original, TemplateFault, Templates};
use crate::model::{
    Address, Fact, FollowUp, FollowUpLine, Item, Language, Mode, Notice, NoticeKind, NoticeLine,
    Person, Rung, Step, World,
};
use crate::report::dossier::{Dossier, Entry, Letter, Way};
use crate::report::{self, ItemView};

/// A request in parts, one of nothing but a subject, an invoice in part paid and closed, one in
/// instalments, one without number or sum.
const ITEMS: &str = include_str!("rehearsal.json");

/// Most faults told: one broken frame breaks everything built on it.
const MOST: usize = 20;

const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];
const STEPS: [Step; 5] = [
    Step::HeadsUp,
    Step::Friendly,
    Step::Reminder,
    Step::Firm,
    Step::Last,
];

/// What a line of a notice may be about.
const CODES: &[&str] = &[
    "done",
    "refused:unknown_word",
    "waits:question",
    "candidate",
    "step:friendly",
    "successor",
    "colleague",
    "came",
    "counted",
    "promised",
    "stopped",
    "stand_in",
    "history",
    "unconfirmed",
    "never_heard_of",
    "",
];

impl Templates {
    /// Renders every template, overridden ones too, with made-up samples of every kind, step, fact
    /// and notice; gives each fault once, by template and line. `now` is only a time to tell.
    #[must_use]
    pub fn rehearse(&self, world: &World, now: DateTime<Utc>) -> Vec<TemplateFault> {
        let items: Vec<Item> = match serde_json::from_str(ITEMS) {
            Ok(items) => items,
            Err(fault) => {
                return vec![TemplateFault {
                    name: "the samples".to_owned(),
                    why: fault.to_string(),
                }];
            }
        };
        let strict = self.strict();
        let mut stage = Rehearsal {
            templates: &strict,
            now,
            day: now.date_naive(),
            faults: Vec::new(),
        };
        for language in LANGUAGES {
            for world in &[with_call(world, true), with_call(world, false)] {
                stage.follow_ups(&items, language, world);
            }
            stage.notices(&items, language, world);
            stage.reports(&items, language, world);
        }
        stage.faults
    }
}

/// The same team with a telephone call at the end of its ladders, or without.
fn with_call(world: &World, call: bool) -> World {
    let mut world = world.clone();
    for policy in [&mut world.policy.request, &mut world.policy.invoice] {
        policy.ladder.retain(|rung| rung.step != Step::Call);
        if call {
            policy.ladder.push(Rung {
                step: Step::Call,
                after_due: 99,
            });
        }
    }
    world
}

struct Rehearsal<'a> {
    templates: &'a Templates,
    now: DateTime<Utc>,
    day: NaiveDate,
    faults: Vec<TemplateFault>,
}

impl Rehearsal<'_> {
    fn note<T>(&mut self, rendered: Result<T, TemplateFault>) {
        let Err(fault) = rendered else { return };
        let known = |f: &TemplateFault| f.name == fault.name && f.why == fault.why;
        if self.faults.len() < MOST && !self.faults.iter().any(known) {
            self.faults.push(fault);
        }
    }

    fn person(name: &str, address: &str) -> Option<Person> {
        let address = Address::parse(address).ok()?;
        Some(Person {
            name: name.to_owned(),
            address,
        })
    }

    fn facts(&self) -> Vec<Fact> {
        let on = self.day;
        let before = "Tom Reed".to_owned();
        let amount = Decimal::from(400);
        let mut facts = vec![
            Fact::NewContact { before },
            Fact::ClaimNotArrived { on: Some(on) },
            Fact::ClaimNotArrived { on: None },
            Fact::ClaimStill { on: Some(on) },
            Fact::ClaimStill { on: None },
            Fact::Came { asks: vec![1, 2] },
            Fact::Came {
                asks: vec![1, 2, 3, 4],
            },
            Fact::Paid {
                amount,
                confirmed: false,
            },
            Fact::Paid {
                amount,
                confirmed: true,
            },
            Fact::PromiseBroken {
                day: on,
                by: None,
                rest: false,
            },
            Fact::PromiseBroken {
                day: on,
                by: Some("Mei Lin".to_owned()),
                rest: true,
            },
            Fact::Back { who: None },
            Fact::Back {
                who: Some("Mei Lin".to_owned()),
            },
            Fact::Answered { on },
            Fact::Settled,
            Fact::NewDate {
                day: on,
                over: false,
                agreed: true,
            },
            Fact::NewDate {
                day: on,
                over: false,
                agreed: false,
            },
            Fact::NewDate {
                day: on,
                over: true,
                agreed: true,
            },
            Fact::GraceOver { on },
            Fact::Called { on },
            Fact::LongSilence,
        ];
        facts.extend(
            Address::parse("before@team.example")
                .ok()
                .map(|before| Fact::NewOwner { before }),
        );
        facts
    }

    fn follow_ups(&mut self, items: &[Item], language: Language, world: &World) {
        let mut groups: Vec<Vec<Item>> = items.iter().map(|item| vec![item.clone()]).collect();
        groups.push(items.to_vec());
        let original = Self::person("Anna Weber", "pm@team.example").map(|from| Original {
            from,
            at: self.now,
            subject: "Brochure".to_owned(),
            text: "Hi Grace,\n\nplease send us the logo.\n".to_owned(),
        });
        let mut told: Vec<Option<Fact>> = self.facts().into_iter().map(Some).collect();
        told.push(None);
        for group in &groups {
            for step in STEPS {
                let Some(plain) = self.follow_up(group, step, false) else {
                    continue;
                };
                let full = self
                    .follow_up(group, step, true)
                    .unwrap_or_else(|| plain.clone());
                for (n, fact) in told.iter().enumerate() {
                    let facts: Vec<Vec<Fact>> = group
                        .iter()
                        .map(|_| fact.iter().cloned().collect())
                        .collect();
                    for again in [false, true] {
                        let rich = (n % 2 == 0) == again;
                        let background = Background {
                            original: original.as_ref().filter(|_| rich),
                            greeting: rich.then_some("Hi Grace,"),
                            facts: &facts,
                            by: self.day,
                            again,
                        };
                        let mail = if rich { &full } else { &plain };
                        let rendered = self.templates.follow_up(
                            mail,
                            group,
                            &background,
                            language,
                            world,
                            self.now,
                        );
                        self.note(rendered);
                    }
                }
            }
        }
    }

    /// `full`: with people copied, and about several steps at once.
    fn follow_up(&self, items: &[Item], step: Step, full: bool) -> Option<FollowUp> {
        let first = items.first()?;
        let several = full && items.len() > 1;
        Some(FollowUp {
            owner: first.owner.clone(),
            to: first.follow_up_contacts(),
            cc: Self::person("", "lead@client.example")
                .into_iter()
                .filter(|_| full)
                .collect(),
            lines: items
                .iter()
                .enumerate()
                .map(|(n, item)| FollowUpLine {
                    item: item.id,
                    instalment: item.ladder.instalment,
                    round: item.ladder.round,
                    step: if several && n == 1 {
                        Step::HeadsUp
                    } else {
                        step
                    },
                })
                .collect(),
            mode: Mode::Auto,
            at: self.now,
            send_before: self.now,
        })
    }

    fn notices(&mut self, items: &[Item], language: Language, world: &World) {
        let mut groups: Vec<Vec<Item>> = items.iter().map(|item| vec![item.clone()]).collect();
        groups.push(Vec::new());
        groups.push(items.to_vec());
        let from = Self::person("Grace Hill", "grace@client.example");
        for kind in NoticeKind::ALL {
            for group in &groups {
                let lines: Vec<NoticeLine> = CODES
                    .iter()
                    .map(|code| NoticeLine {
                        item: group.first().map(|item| item.id).filter(|_| code.len() > 5),
                        code: (*code).to_owned(),
                        words: "colleague@client.example".to_owned(),
                        date: Some(self.day).filter(|_| code.len() > 4),
                    })
                    .collect();
                for rich in [false, true] {
                    let notice = Notice {
                        kind,
                        to: Vec::new(),
                        items: group.iter().map(|item| item.id).collect(),
                        in_reply_to: None,
                        from: from.clone().filter(|_| rich),
                        words: if rich { "We will look into it." } else { "" }.to_owned(),
                        at: Some(self.now).filter(|_| rich),
                        rule: if rich { "unclear" } else { "away" }.to_owned(),
                        lines: if rich { lines.clone() } else { Vec::new() },
                    };
                    let beside = [Beside {
                        next: Some(self.day).filter(|_| rich),
                        outer: Vec::new(),
                    }];
                    let rendered = self
                        .templates
                        .notice(&notice, group, &beside, language, world, self.now);
                    self.note(rendered);
                }
            }
        }
    }

    fn reports(&mut self, items: &[Item], language: Language, world: &World) {
        let view = |item: &Item| ItemView {
            item: item.clone(),
            outer: item.holds.clone(),
            next: item.closed.is_none().then_some((Step::Friendly, self.now)),
        };
        let views: Vec<ItemView> = items.iter().map(view).collect();
        let since = self.now.checked_sub_days(Days::new(7)).unwrap_or(self.now);
        for views in [&views[..], &[]] {
            let week = report::weekly(
                &report::Material {
                    items: views,
                    since,
                    until: self.now,
                    now: self.now,
                    ..report::Material::default()
                },
                world,
            );
            let rendered = self.templates.summary(&week, language, world);
            self.note(rendered);
        }
        for view in views {
            let letter = |way: Way| Letter {
                way,
                at: self.now,
                id: crate::model::MessageId::new("one@team.example"),
                subject: "Brochure".to_owned(),
                headers: "From: pm@team.example".to_owned(),
                own: "Hi Grace".to_owned(),
                whole: "> quoted".to_owned(),
                attachments: Vec::new(),
                hash: "00".to_owned(),
                proof: "pass".to_owned(),
                delivery: vec!["sent".to_owned()],
            };
            let dossier = Dossier {
                letters: [Way::Received, Way::Written, Way::Inside, Way::FollowUp]
                    .map(letter)
                    .to_vec(),
                entries: vec![Entry {
                    at: self.now,
                    event: "opened".to_owned(),
                    who: "nudged".to_owned(),
                    rule: "opens".to_owned(),
                    words: "please send us".to_owned(),
                    mail: None,
                    to: Vec::new(),
                    changes: vec!["state – → open".to_owned()],
                    taken_back: true,
                }],
                view,
            };
            let rendered = self.templates.dossier(&dossier, language, world, self.now);
            self.note(rendered);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{at, world};

    const NOW: &str = "2026-02-03T09:00:00Z";

    fn faults(own: &[(&str, &str)]) -> Vec<String> {
        let own: Vec<(String, String)> = own
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        let templates = Templates::new(&own).expect("they parse");
        let found = templates.rehearse(&world(), at(NOW));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_built_in_templates_say_everything() {
        assert_eq!(faults(&[]), [""; 0]);
    }

    #[test]
    fn a_block_nothing_shows_is_refused_with_its_line_and_the_names_there_are() {
        let own = |path: &str, text: &str| vec![(path.to_owned(), text.to_owned())];
        for (path, text, told) in [
            (
                "en/follow-up/request/firm.txt",
                "{% extends \"en/follow-up/frame.txt\" %}\n{# {% block note %} #}\n{% block befor %}x{% endblock %}\n",
                "line 3: block befor: nothing shows it; name it as one of after, attribution, before,",
            ),
            (
                "zh/notice/receipt.txt",
                "{% extends \"zh/notice/frame.txt\" %}\n{%- block  hedline -%}x{% endblock %}\n",
                "line 2: block hedline: nothing shows it; name it as one of ",
            ),
        ] {
            let fault = Templates::new(&own(path, text)).expect_err("a fault");
            assert_eq!(fault.name, path);
            assert!(fault.why.starts_with(told), "{}", fault.why);
        }
        // A team's own frame may have places of its own.
        let frame = "{% block greeting %}{% endblock %}{% block since %}{% endblock %}{% block before %}{% block hello %}{% endblock %}{% endblock %}{% block after %}{% endblock %}{% block crossing %}{% endblock %}{% block closing %}{% endblock %}{% block attribution %}{% endblock %}";
        let child =
            "{% extends \"en/follow-up/frame.txt\" %}\n{% block hello %}Hello!{% endblock %}\n";
        let mut both = own("en/follow-up/request/firm.txt", child);
        both.extend(own("en/follow-up/frame.txt", frame));
        let fault = Templates::new(&both).expect_err("a fault of the frame");
        assert_eq!(fault.name, "en/follow-up/frame.txt");
    }

    #[test]
    fn an_undefined_name_is_told_with_its_file_and_line() {
        for (path, text) in [
            (
                "en/follow-up/request/firm.txt",
                "{% extends \"en/follow-up/frame.txt\" %}\n{% block before %}\n{{ nmae }}\n{% endblock %}\n",
            ),
            (
                "zh/follow-up/invoice/last.txt",
                "{% extends \"zh/follow-up/frame.txt\" %}\n{% block after %}\n{{ item.blaance }}\n{% endblock %}\n",
            ),
            (
                "layout/owed.txt",
                "\n\n{% if besides %}{{ beside }}{% endif %}\n",
            ),
            (
                "en/notice/question.txt",
                "{% extends \"en/notice/frame.txt\" %}\n{% block what %}\n{{ form }}\n{% endblock %}\n",
            ),
            ("layout/dossier.html", "\n\n{{ dossierr }}\n"),
            (
                "layout/summary.txt",
                "\n\n{% if quiet %}{{ form }}{% endif %}\n",
            ),
        ] {
            let told = faults(&[(path, text)]);
            let named = |fault: &String| {
                fault.starts_with(&format!("template {path}: line 3: undefined value"))
            };
            assert!(told.iter().any(named), "{path}: {told:?}");
        }
    }

    #[test]
    fn a_fact_in_a_corner_is_reached() {
        for kind in [
            "new_contact",
            "new_owner",
            "claim_not_arrived",
            "claim_still",
            "came",
            "paid",
            "promise_broken",
            "back",
            "answered",
            "settled",
            "new_date",
            "grace_over",
            "called",
            "long_silence",
        ] {
            let text = format!(
                "{{% block greeting %}}{{% endblock %}}{{% block since %}}\n{{% for f in facts %}}{{% if f.kind == \"{kind}\" %}}{{{{ oops }}}}{{% endif %}}{{% endfor %}}{{% endblock %}}\n{{% block before %}}{{% endblock %}}{{% block after %}}{{% endblock %}}{{% block crossing %}}\nIf this crosses yours.\n{{% endblock %}}{{% block closing %}}{{% endblock %}}{{% block attribution %}}{{% endblock %}}"
            );
            let told = faults(&[("zh/follow-up/frame.txt", &text)]);
            assert_eq!(told.len(), 1, "{kind}: {told:?}");
            assert!(
                told[0].starts_with("template zh/follow-up/frame.txt: line 2: "),
                "{told:?}"
            );
        }
    }
}
