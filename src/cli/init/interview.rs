//! Questions to answers: from a flag, from a person, else the default; what nobody answers is collected
//! and told all at once.

use super::super::BadUse;
use super::talk::Talk;
use super::words::{self, Question};
use crate::model::Language;
use crate::setup::Words;

/// A conversation.
pub(super) struct Interview<'a> {
    pub(super) talk: &'a mut dyn Talk,
    pub(super) language: Language,
    /// What is missing or wrong, a line each.
    open: Vec<String>,
}

impl<'a> Interview<'a> {
    pub(super) fn new(talk: &'a mut dyn Talk, language: Language) -> Self {
        Self {
            talk,
            language,
            open: Vec::new(),
        }
    }

    /// Whether a person answers.
    pub(super) fn answers(&self) -> bool {
        self.talk.answers()
    }

    /// Words with their gaps filled.
    pub(super) fn filled(&self, words: Words, gaps: &[(&str, &str)]) -> String {
        words.filled(self.language, gaps)
    }

    pub(super) fn say(&mut self, words: Words, gaps: &[(&str, &str)]) -> anyhow::Result<()> {
        let text = self.filled(words, gaps);
        Ok(self.talk.say(&text)?)
    }

    /// One answer; `None` if there is none, which is told by [`Interview::settled`].
    pub(super) fn answer<T>(
        &mut self,
        question: Question,
        given: Option<&str>,
        default: Option<&str>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> anyhow::Result<Option<T>> {
        if let Some(given) = given {
            match read(given) {
                Ok(answer) => return Ok(Some(answer)),
                Err(fault) => {
                    let told = [("flag", question.flag), ("fault", fault.as_str())];
                    let line = self.filled(words::WRONG, &told);
                    if !self.answers() {
                        self.open.push(line);
                        return Ok(None);
                    }
                    self.talk.say(&line)?;
                }
            }
        }
        if !self.answers() {
            return match default.map(read) {
                Some(Ok(answer)) => Ok(Some(answer)),
                Some(Err(_)) | None => {
                    self.lacks(question);
                    Ok(None)
                }
            };
        }
        let codes: Vec<&str> = crate::calendar::bundled_codes().collect();
        let mut asked = self.filled(question.asks, &[("codes", &codes.join(" "))]);
        if let Some(default) = default {
            asked = format!("{asked} [{default}]");
        }
        loop {
            let typed = self.talk.ask(&asked)?;
            let typed = match (typed.trim(), default) {
                ("", Some(default)) => default,
                (typed, _) => typed,
            };
            match read(typed) {
                Ok(answer) => return Ok(Some(answer)),
                Err(fault) => self.talk.say(&format!("  {fault}"))?,
            }
        }
    }

    /// Notes a question that nobody answers.
    pub(super) fn lacks(&mut self, question: Question) {
        let shape = question.shape.to(self.language);
        let line = self.filled(words::MISSING, &[("flag", question.flag), ("shape", shape)]);
        self.open.push(line);
    }

    /// That every question has its answer.
    pub(super) fn settled(&self) -> Result<(), BadUse> {
        if self.open.is_empty() {
            return Ok(());
        }
        Err(BadUse(self.open.join("\n")))
    }
}
