//! Follow-ups, notices and summaries to text and HTML, through templates: folders under
//! `config/templates/`, embedded, overridable by a team, strict.

use chrono::{DateTime, NaiveDate, Utc};

use minijinja::{Value, context};

use crate::mail::draft::File;
use crate::model::{
    Fact, FollowUp, Item, ItemId, Language, Notice, NoticeKind, NoticeLine, Person, World,
};
use crate::report::{Summary, dossier::Dossier};
pub use notice::Beside;

mod csv;
mod dossier;
mod embedded;
mod engine;
mod follow_up;
pub mod format;
mod greeting;
mod inert;
mod notice;
mod owed;
mod png;
mod rehearsal;
mod summary;
#[cfg(test)]
mod tests;
mod whole;

/// A rendered mail body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Subject.
    pub subject: String,
    /// Text twin.
    pub text: String,
    /// HTML twin: tables, inline CSS, 600 px.
    pub html: String,
    /// Attachments (the summary's CSV).
    pub files: Vec<File>,
    /// Why a team's own template was not used: it could not be rendered, and the built-in one was.
    pub fault: Option<String>,
}

/// The original that stands quoted below a follow-up: only mail the client visibly received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Who wrote it.
    pub from: Person,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Its subject, as it was.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// What a follow-up says beyond what its items owe.
#[derive(Debug, Clone, Copy)]
pub struct Background<'a> {
    /// The mail quoted below.
    pub original: Option<&'a Original>,
    /// How the PM himself greets whom it goes to; `None` where that is not known.
    pub greeting: Option<&'a str>,
    /// What happened since the last mail that left, a list for each item, in the order of the items.
    pub facts: &'a [Vec<Fact>],
    /// The day by which an answer helps, the client's.
    pub by: NaiveDate,
    /// The last mail worded by the template of this one had its first wording.
    pub again: bool,
}

/// The templates, parsed.
#[derive(Debug)]
pub struct Templates {
    engine: engine::Engine,
    /// Some are a team's own: whether a client mail says what it must is looked at.
    own: bool,
    /// The embedded ones, where a team has its own: a fault in those stops no mail.
    built_in: Option<Box<Templates>>,
}

/// A template that cannot be parsed or rendered.
#[derive(Debug, thiserror::Error)]
#[error("template {name}: {why}")]
pub struct TemplateFault {
    /// Which, as a path under the templates folder.
    pub name: String,
    /// What is wrong, with its line.
    pub why: String,
}

/// For whom and when something is told.
#[derive(Clone, Copy)]
struct Stage<'a> {
    language: Language,
    world: &'a World,
    engine: &'a engine::Engine,
    now: DateTime<Utc>,
}

impl Templates {
    /// The embedded templates; `overrides` are (path under the templates folder, text) of a team's own.
    ///
    /// # Errors
    /// The first fault: an unknown path or a template that does not parse.
    pub fn new(overrides: &[(String, String)]) -> Result<Self, TemplateFault> {
        let own = !overrides.is_empty();
        Ok(Self {
            engine: engine::Engine::new(overrides)?,
            own,
            built_in: own.then(|| Self::new(&[]).map(Box::new)).transpose()?,
        })
    }

    /// These alone, for a rehearsal that is to find their faults.
    fn strict(&self) -> Self {
        Self {
            engine: self.engine.clone(),
            own: true,
            built_in: None,
        }
    }

    fn or_built_in(
        &self,
        render: impl Fn(&Self) -> Result<Content, TemplateFault>,
    ) -> Result<Content, TemplateFault> {
        match (render(self), &self.built_in) {
            (Err(fault), Some(built_in)) => Ok(Content {
                fault: Some(fault.to_string()),
                ..render(built_in)?
            }),
            (done, _) => done,
        }
    }

    /// Paths and texts of the embedded templates, for a team that wants its own.
    pub fn embedded() -> impl Iterator<Item = (&'static str, &'static str)> {
        embedded::EMBEDDED.iter().copied()
    }

    /// A follow-up in a language. `items` in the order of its lines; their asks as things. The subject
    /// answers the thread of the longest overdue; the original stands below the text.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn follow_up(
        &self,
        follow_up: &FollowUp,
        items: &[Item],
        background: &Background<'_>,
        language: Language,
        world: &World,
        now: DateTime<Utc>,
    ) -> Result<Content, TemplateFault> {
        self.or_built_in(|own| {
            own.follow_up_alone(follow_up, items, background, language, world, now)
        })
    }

    fn follow_up_alone(
        &self,
        follow_up: &FollowUp,
        items: &[Item],
        background: &Background<'_>,
        language: Language,
        world: &World,
        now: DateTime<Utc>,
    ) -> Result<Content, TemplateFault> {
        let stage = Stage {
            language,
            world,
            engine: &self.engine,
            now,
        };
        let chase = follow_up::Chase::new(follow_up, items, background, &stage);
        let words = format!(
            "{}/follow-up/{}/{}.txt",
            language.as_str(),
            chase.folder,
            chase.step
        );
        let values = self.engine.values(&chase, language);
        let [
            greeting,
            since,
            before,
            after,
            crossing,
            closing,
            attribution,
        ] = self.engine.blocks(
            &words,
            [
                "greeting",
                "since",
                "before",
                "after",
                "crossing",
                "closing",
                "attribution",
            ],
            &values,
        )?;
        let values = context! { greeting, since, before, after, crossing => crossing.clone(), closing, attribution, ..values };
        let named = background
            .original
            .map(|original| original.subject.as_str());
        let subject = named
            .or_else(|| owed::oldest(items, &follow_up.lines).map(|item| item.subject.as_str()))
            .unwrap_or_default();
        let content = self.twins("follow-up", inert::answer_subject(subject), &values)?;
        if self.own {
            let asked = chase.asked();
            let whole = whole::Whole {
                content: &content,
                words: &words,
                asked: &asked,
                crossing: &crossing,
            };
            whole.check()?;
        }
        Ok(content)
    }

    /// A notice in a language; `items` in the order of `notice.items`, `beside` = what stands
    /// beside each.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn notice(
        &self,
        notice: &Notice,
        items: &[Item],
        beside: &[Beside],
        language: Language,
        world: &World,
        now: DateTime<Utc>,
    ) -> Result<Content, TemplateFault> {
        self.or_built_in(|own| own.notice_alone(notice, items, beside, language, world, now))
    }

    fn notice_alone(
        &self,
        notice: &Notice,
        items: &[Item],
        beside: &[Beside],
        language: Language,
        world: &World,
        now: DateTime<Utc>,
    ) -> Result<Content, TemplateFault> {
        let stage = Stage {
            language,
            world,
            engine: &self.engine,
            now,
        };
        let told = notice::Told::new(notice, items, beside, &stage);
        let words = format!("{}/notice/{}.txt", language.as_str(), folder(notice.kind));
        let values = self.engine.values(&told, language);
        let [headline, what] = self.engine.blocks(&words, ["headline", "what"], &values)?;
        let answers: Vec<[String; 2]> = self
            .engine
            .lines(&words, "answers", &values)?
            .iter()
            .map(|line| {
                let (word, meaning) = line.split_once(" | ").unwrap_or((line, ""));
                [word.trim().to_owned(), meaning.trim().to_owned()]
            })
            .collect();
        let subject = notice::subject(&headline.join(" "), items, language);
        let values = context! { subject => subject.clone(), what, answers, ..values };
        self.twins("notice", subject, &values)
    }

    /// Why something was not done, and what would do it; `code` as in `refused:<code>`,
    /// `item` for the examples.
    #[must_use]
    pub fn refusal(&self, code: &str, item: Option<ItemId>, language: Language) -> String {
        notice::refusal(code, item, &self.engine, language)
    }

    /// A line of a transcript as one line of text.
    #[must_use]
    pub fn line(&self, line: &NoticeLine, language: Language) -> String {
        notice::plain(line, &self.engine, language)
    }

    /// The word mails have for a code: a table of `words.txt` and a key in it, `hold` and `promise`.
    #[must_use]
    pub fn term(&self, table: &str, key: &str, language: Language) -> Option<String> {
        self.engine.label(language, table, key)
    }

    /// The weekly summary with its CSV.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn summary(
        &self,
        summary: &Summary,
        language: Language,
        world: &World,
    ) -> Result<Content, TemplateFault> {
        self.or_built_in(|own| own.summary_alone(summary, language, world))
    }

    fn summary_alone(
        &self,
        summary: &Summary,
        language: Language,
        world: &World,
    ) -> Result<Content, TemplateFault> {
        let week = summary::Week::new(summary, language, world, &self.engine);
        let subject = week.subject(language, &self.engine);
        let values = self.engine.values(&week, language);
        let mut content = self.twins("summary", subject, &values)?;
        if !week.quiet {
            content
                .files
                .push(csv::file(summary, language, world, &self.engine));
            content
                .files
                .extend(summary::trend::picture(&summary.trend));
        }
        Ok(content)
    }

    /// The dossier of an item: one HTML file in a language, with nothing loaded from anywhere.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn dossier(
        &self,
        dossier: &Dossier,
        language: Language,
        world: &World,
        now: DateTime<Utc>,
    ) -> Result<File, TemplateFault> {
        let stage = Stage {
            language,
            world,
            engine: &self.engine,
            now,
        };
        let told = dossier::Told::new(dossier, &stage);
        let values = self.engine.values(&told, language);
        let html = self.engine.render("layout/dossier.html", &values)?;
        Ok(File {
            name: told.name(),
            media_type: "text/html; charset=utf-8".to_owned(),
            bytes: html.into_bytes(),
        })
    }

    fn twins(
        &self,
        layout: &str,
        subject: String,
        values: &Value,
    ) -> Result<Content, TemplateFault> {
        let text = self
            .engine
            .render(&format!("layout/{layout}.txt"), values)?;
        let html = self
            .engine
            .render(&format!("layout/{layout}.html"), values)?;
        let text = inert::tidy(&text);
        Ok(Content {
            subject,
            text,
            html,
            files: Vec::new(),
            fault: None,
        })
    }
}

/// File name of a notice's template.
fn folder(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Receipt => "receipt",
        NoticeKind::NothingToTrack => "nothing_to_track",
        NoticeKind::Token => "token",
        NoticeKind::Closed => "closed",
        NoticeKind::Part => "part",
        NoticeKind::Credited => "credited",
        NoticeKind::Granted => "granted",
        NoticeKind::Resting => "resting",
        NoticeKind::Question => "question",
        NoticeKind::Dispute => "dispute",
        NoticeKind::Decline => "decline",
        NoticeKind::Stop => "stop",
        NoticeKind::Review => "review",
        NoticeKind::Candidates => "candidates",
        NoticeKind::Late => "late",
        NoticeKind::Unmatched => "unmatched",
        NoticeKind::Bounce => "bounce",
        NoticeKind::Approval => "approval",
        NoticeKind::Forewarning => "forewarning",
        NoticeKind::Call => "call",
        NoticeKind::Handover => "handover",
        NoticeKind::Deputy => "deputy",
        NoticeKind::Adopted => "adopted",
        NoticeKind::Transcript => "transcript",
        NoticeKind::Daily => "daily",
        NoticeKind::Unsure => "unsure",
        NoticeKind::Admin => "admin",
    }
}
