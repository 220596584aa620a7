//! Follow-ups, notices and summaries to text and HTML, through templates: folders under
//! `config/templates/`, embedded, overridable by a team, strict.

use chrono::{DateTime, NaiveDate, Utc};

use crate::mail::draft::File;
use crate::model::{FollowUp, Item, Language, Notice, Person, World};
use crate::report::Summary;

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

/// The templates, parsed.
#[derive(Debug)]
pub struct Templates {
    // filled in by the room
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

impl Templates {
    /// The embedded templates; `overrides` are (path under the templates folder, text) of a team's own.
    ///
    /// # Errors
    /// The first fault: an unknown path or a template that does not parse.
    pub fn new(_overrides: &[(String, String)]) -> Result<Self, TemplateFault> {
        todo!()
    }

    /// A follow-up in a language. `items` in the order of its lines, longest overdue first.
    /// The subject answers the first item's thread; the original stands below the text.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn follow_up(
        &self,
        _follow_up: &FollowUp,
        _items: &[Item],
        _original: Option<&Original>,
        _language: Language,
        _world: &World,
        _now: DateTime<Utc>,
    ) -> Result<Content, TemplateFault> {
        todo!()
    }

    /// A notice in a language; `items` in the order of `notice.items`, `next` = the first follow-up
    /// day of each where one is planned.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn notice(
        &self,
        _notice: &Notice,
        _items: &[Item],
        _next: &[Option<NaiveDate>],
        _language: Language,
        _world: &World,
        _now: DateTime<Utc>,
    ) -> Result<Content, TemplateFault> {
        todo!()
    }

    /// The weekly summary with its CSV.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn summary(
        &self,
        _summary: &Summary,
        _language: Language,
        _world: &World,
    ) -> Result<Content, TemplateFault> {
        todo!()
    }
}
