//! The template engine: strict, escaping, with fuel, and every template parsed before the first mail.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::TemplateFault;
use super::embedded::EMBEDDED;
use super::inert;
use crate::model::Language;

/// Instructions one rendering may take: a team's own template cannot hang the daemon, and a summary
/// of ten thousand items still fits.
const FUEL: u64 = 20_000_000;

#[derive(Debug, Clone)]
pub(super) struct Engine {
    environment: Environment<'static>,
    en: Value,
    zh: Value,
}

/// Names a template's errors by path and line.
fn fault(name: &str, error: &minijinja::Error) -> TemplateFault {
    // What a template includes is at fault itself.
    let mut error = error;
    while let Some(inner) = std::error::Error::source(error)
        .and_then(|source| source.downcast_ref::<minijinja::Error>())
        .filter(|inner| inner.name().is_some())
    {
        error = inner;
    }
    let name = error.name().unwrap_or(name).to_owned();
    let mut why = error
        .line()
        .map_or_else(String::new, |line| format!("line {line}: "));
    why.push_str(&error.kind().to_string());
    if let Some(detail) = error.detail() {
        why.push_str(": ");
        why.push_str(detail);
    }
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        why.push_str(": ");
        why.push_str(&cause.to_string());
        source = cause.source();
    }
    TemplateFault { name, why }
}

/// The names of a template's blocks, each with its line.
fn blocks_of(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut line = 1_usize;
    let mut comment = false;
    for piece in text.split_inclusive('{') {
        let tag = piece.trim_start_matches(['%', '-', '+']).trim_start();
        let within = comment;
        comment = (within || piece.starts_with('#')) && !piece.contains("#}");
        if piece.starts_with('%')
            && !within
            && let Some(rest) = tag.strip_prefix("block ")
        {
            let word = rest.trim_start();
            let end = word.find(|c: char| !c.is_alphanumeric() && c != '_');
            found.push((line, word.get(..end.unwrap_or(word.len())).unwrap_or(word)));
        }
        line = line.saturating_add(piece.matches('\n').count());
    }
    found
}

/// The template a text extends.
fn base_of(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("extends")?;
    rest.split(['"', '\'']).nth(1)
}

/// A block nothing renders, such as one whose name is misspelt: what extends a template may define
/// blocks that one has no place for, and they are left out without a word.
fn stray_block(path: &str, text: &str, overrides: &[(String, String)]) -> Option<TemplateFault> {
    let embedded = |wanted: &str| {
        let found = EMBEDDED.iter().find(|(known, _)| *known == wanted);
        found.map(|(_, text)| *text)
    };
    let standard = embedded(path)?;
    let base = base_of(text).or_else(|| base_of(standard));
    let own_base = overrides.iter().find(|(own, _)| Some(own.as_str()) == base);
    let texts = [
        Some(standard),
        base.and_then(embedded),
        own_base.map(|(_, text)| text.as_str()),
    ];
    let mut known: Vec<&str> = texts
        .iter()
        .flatten()
        .flat_map(|text| blocks_of(text))
        .map(|(_, name)| name)
        .collect();
    known.sort_unstable();
    known.dedup();
    let (line, name) = blocks_of(text)
        .into_iter()
        .find(|(_, name)| !known.contains(name))?;
    let why = if known.is_empty() {
        format!("line {line}: block {name}: nothing shows it, this template has no blocks")
    } else {
        let known = known.join(", ");
        format!("line {line}: block {name}: nothing shows it; name it as one of {known}")
    };
    Some(TemplateFault {
        name: path.to_owned(),
        why,
    })
}

impl Engine {
    pub(super) fn new(overrides: &[(String, String)]) -> Result<Self, TemplateFault> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .map_err(|error| fault("", &error))?;
        environment.set_syntax(syntax);
        if let Some((unknown, _)) = overrides
            .iter()
            .find(|(path, _)| !EMBEDDED.iter().any(|(known, _)| known == path))
        {
            return Err(TemplateFault {
                name: unknown.clone(),
                why: "there is no template of this path to override".to_owned(),
            });
        }
        if let Some(fault) = overrides
            .iter()
            .find_map(|(path, text)| stray_block(path, text, overrides))
        {
            return Err(fault);
        }
        for (path, text) in EMBEDDED {
            let own = overrides.iter().rev().find(|(own, _)| own == path);
            let text = own.map_or_else(|| (*text).to_owned(), |(_, text)| text.clone());
            environment
                .add_template_owned(*path, text)
                .map_err(|error| fault(path, &error))?;
        }
        let en = labels(&environment, Language::En)?;
        let zh = labels(&environment, Language::Zh)?;
        Ok(Self {
            environment,
            en,
            zh,
        })
    }

    /// The labels of a language: the variables its `words.txt` sets.
    pub(super) fn words(&self, language: Language) -> &Value {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
        }
    }

    /// A label in one of the tables of `words.txt`, e.g. table `line`, key `done`.
    pub(super) fn label(&self, language: Language, table: &str, key: &str) -> Option<String> {
        let found = self
            .words(language)
            .get_attr(table)
            .ok()?
            .get_item(&Value::from(key))
            .ok()?;
        found.as_str().map(str::to_owned)
    }

    /// Renders blocks of a words template to their paragraphs.
    pub(super) fn blocks<const N: usize>(
        &self,
        name: &str,
        names: [&str; N],
        values: &Value,
    ) -> Result<[Vec<String>; N], TemplateFault> {
        let template = self
            .environment
            .get_template(name)
            .map_err(|error| fault(name, &error))?;
        let mut captured = template
            .render_captured(values.clone())
            .map_err(|error| fault(name, &error))?;
        let mut out = [const { Vec::new() }; N];
        for (slot, block) in out.iter_mut().zip(names) {
            let text = captured
                .with_state_mut(|state| state.render_block(block))
                .map_err(|error| fault(name, &error))?;
            *slot = inert::paragraphs(&text);
        }
        Ok(out)
    }

    /// Renders a block of a words template to its lines, empty ones left out.
    pub(super) fn lines(
        &self,
        name: &str,
        block: &str,
        values: &Value,
    ) -> Result<Vec<String>, TemplateFault> {
        let template = self
            .environment
            .get_template(name)
            .map_err(|error| fault(name, &error))?;
        let text = template
            .render_captured(values.clone())
            .and_then(|mut captured| captured.with_state_mut(|state| state.render_block(block)))
            .map_err(|error| fault(name, &error))?;
        Ok(text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect())
    }

    /// Renders one template.
    pub(super) fn render(&self, name: &str, values: &Value) -> Result<String, TemplateFault> {
        let template = self
            .environment
            .get_template(name)
            .map_err(|error| fault(name, &error))?;
        template
            .render(values.clone())
            .map_err(|error| fault(name, &error))
    }

    /// Values for a template: those of the view, the labels of the language as `w`, its code as `lang`.
    pub(super) fn values<T: Serialize>(&self, view: &T, language: Language) -> Value {
        context! {
            w => self.words(language).clone(),
            lang => language.as_str(),
            ..Value::from(Serde(view))
        }
    }
}

fn labels(environment: &Environment<'_>, language: Language) -> Result<Value, TemplateFault> {
    let name = format!("{}/words.txt", language.as_str());
    let template = environment
        .get_template(&name)
        .map_err(|error| fault(&name, &error))?;
    let captured = template
        .render_captured(Value::from(()))
        .map_err(|error| fault(&name, &error))?;
    let state = captured.state();
    let exports: std::collections::BTreeMap<String, Value> = state
        .exports()
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), state.lookup(key)?)))
        .collect();
    Ok(Value::from(Serde(exports)))
}
