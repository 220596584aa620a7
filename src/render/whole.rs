//! Whether a client mail says what it must, whatever a team made of its templates: all that is asked for,
//! and the line for an answer that crossed it, in text and HTML alike.

use super::{Content, TemplateFault};

/// A client mail, and what it must say.
pub(super) struct Whole<'a> {
    /// The mail, rendered.
    pub(super) content: &'a Content,
    /// The template of its words, as a path.
    pub(super) words: &'a str,
    /// What it asks for, each as it is written out.
    pub(super) asked: &'a [String],
    /// The line for an answer that crossed it.
    pub(super) crossing: &'a [String],
}

impl Whole<'_> {
    /// # Errors
    /// What is missing, and the template that leaves it out.
    pub(super) fn check(&self) -> Result<(), TemplateFault> {
        let fault = |name: &str, why: String| TemplateFault {
            name: name.to_owned(),
            why,
        };
        if self.crossing.iter().all(|line| letters(line).is_empty()) {
            let why = "line 1: block crossing is empty: a client whose answer is on its way must read that the mail may be ignored";
            return Err(fault(self.words, why.to_owned()));
        }
        let html = letters(&without_markup(&self.content.html));
        for (name, said) in [
            ("layout/follow-up.txt", letters(&self.content.text)),
            ("layout/follow-up.html", html),
        ] {
            let must = self.asked.iter().chain(self.crossing);
            if let Some(left_out) = must
                .into_iter()
                .find(|words| !said.contains(&letters(words)))
            {
                let why = format!(
                    "line 1: the mail does not say “{left_out}”: what is asked for (layout/owed) and the block crossing must stand in it"
                );
                return Err(fault(name, why));
            }
        }
        Ok(())
    }
}

/// Letters and digits alone: marks and spaces are the layout's.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// HTML without tags and entities; what those stand for is no letter.
fn without_markup(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut until = None;
    for c in html.chars() {
        match (until, c) {
            (None, '<') => until = Some('>'),
            (None, '&') => until = Some(';'),
            (None, c) => out.push(c),
            (Some(end), c) if c == end => until = None,
            (Some(_), _) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::render::Templates;
    use crate::report::sample::{at, world};

    #[test]
    fn a_mail_that_leaves_out_what_is_asked_for_is_refused() {
        for (path, text, told) in [
            (
                "layout/follow-up.txt",
                "{{ owner }}\n{% for line in crossing %}{{ line }}{% endfor %}\n",
                "template layout/follow-up.txt: line 1: the mail does not say “the opening hours”",
            ),
            (
                "layout/owed.html",
                "<p>See the text.</p>\n",
                "template layout/follow-up.html: line 1: the mail does not say “the opening hours”",
            ),
            (
                "layout/follow-up.html",
                "{% include \"layout/owed.html\" %}\n",
                "template layout/follow-up.html: line 1: the mail does not say “If you have replied",
            ),
            (
                "zh/follow-up/request/firm.txt",
                "{% extends \"zh/follow-up/frame.txt\" %}\n{% block crossing %}{% endblock %}\n",
                "template zh/follow-up/request/firm.txt: line 1: block crossing is empty",
            ),
        ] {
            let own = [(path.to_owned(), text.to_owned())];
            let templates = Templates::new(&own).expect("it parses");
            let faults = templates.rehearse(&world(), at("2026-02-03T09:00:00Z"));
            let found: Vec<String> = faults.iter().map(ToString::to_string).collect();
            let is_told = |fault: &String| fault.starts_with(told);
            assert!(found.iter().any(is_told), "{path}: {found:#?}");
        }
    }
}
