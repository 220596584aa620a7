//! The tags and the text of an HTML document one after the other. Mails have thousands: each lies in
//! the place of the one before, and faults of the writing, which every mail is full of, are not told.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::ControlFlow;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};

/// The attributes of a tag.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// Names and values; those behind `number` are of tags before.
    all: Vec<(String, String)>,
    number: usize,
    /// The value that comes belongs to the last one.
    open: bool,
    /// The names, where there are more than [`FEW`].
    many: HashSet<String>,
}

/// Attributes that are looked through one by one; thousands of them would take their square.
const FEW: usize = 64;

impl Attributes {
    /// The value of an attribute, by its name in lower case; empty if it has none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.all.iter().take(self.number);
        attributes
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Begins an attribute; of several with one name the first counts.
    fn name(&mut self, name: &str) {
        self.open = if self.number < FEW {
            self.get(name).is_none()
        } else {
            if self.many.is_empty() {
                self.many.extend(
                    self.all
                        .iter()
                        .take(self.number)
                        .map(|(known, _)| known.clone()),
                );
            }
            self.many.insert(name.to_owned())
        };
        if !self.open {
            return;
        }
        if self.all.len() == self.number {
            self.all.push(Default::default());
        }
        if let Some((known, value)) = self.all.get_mut(self.number) {
            known.clear();
            known.push_str(name);
            value.clear();
        }
        self.number += 1;
    }

    fn value(&mut self, more: &str) {
        let last = self.number.checked_sub(1).filter(|_| self.open);
        if let Some((_, value)) = last.and_then(|at| self.all.get_mut(at)) {
            value.push_str(more);
        }
    }

    fn clear(&mut self) {
        (self.number, self.open) = (0, false);
        self.many.clear();
    }
}

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// A tag that opens an element.
    Start {
        name: &'a str,
        self_closing: bool,
        attributes: &'a Attributes,
    },
    /// A tag that closes one.
    End(&'a str),
    Text(&'a str),
}

/// Calls back with every piece of a document until it has enough.
pub(super) fn each(html: &str, found: impl FnMut(Piece<'_>) -> ControlFlow<()>) {
    let reader = Reader {
        found,
        name: String::new(),
        attributes: Attributes::default(),
        enough: false,
    };
    let mut emitter = CallbackEmitter::new(reader);
    emitter.naively_switch_states(true);
    // What it emits says that it was enough.
    let _ = Tokenizer::new_with_emitter(html, Lenient(emitter)).next();
}

struct Reader<F> {
    found: F,
    name: String,
    attributes: Attributes,
    enough: bool,
}

impl<F: FnMut(Piece<'_>) -> ControlFlow<()>> Callback<(), ()> for Reader<F> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<()> {
        if self.enough {
            return None;
        }
        // Of what was a text to begin with nothing is broken, and that is seen many bytes at a time.
        let text = |bytes| {
            std::str::from_utf8(bytes)
                .map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
        };
        let flow = match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name.clear();
                self.name.push_str(&text(name));
                ControlFlow::Continue(())
            }
            CallbackEvent::AttributeName { name } => {
                self.attributes.name(&text(name));
                ControlFlow::Continue(())
            }
            CallbackEvent::AttributeValue { value } => {
                self.attributes.value(&text(value));
                ControlFlow::Continue(())
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let flow = (self.found)(Piece::Start {
                    name: &self.name,
                    self_closing,
                    attributes: &self.attributes,
                });
                self.attributes.clear();
                flow
            }
            CallbackEvent::EndTag { name } => {
                self.attributes.clear();
                (self.found)(Piece::End(&text(name)))
            }
            CallbackEvent::String { value } => (self.found)(Piece::Text(&text(value))),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => ControlFlow::Continue(()),
        };
        self.enough = flow.is_break();
        self.enough.then_some(())
    }
}

/// Does not look for faults of the writing.
struct Lenient<F: Callback<(), ()>>(CallbackEmitter<F, ()>);

impl<F: Callback<(), ()>> ForwardingEmitter for Lenient<F> {
    type Token = ();

    fn inner(&mut self) -> &mut impl Emitter<Token = ()> {
        &mut self.0
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str, most: usize) -> Vec<String> {
        let mut out = Vec::new();
        each(html, |piece| {
            out.push(match piece {
                Piece::Start {
                    name,
                    self_closing,
                    attributes,
                } => format!(
                    "{name}{} {:?} {:?}",
                    if self_closing { "/" } else { "" },
                    attributes.get("a"),
                    attributes.get("b")
                ),
                Piece::End(name) => format!("/{name}"),
                Piece::Text(text) => text.to_owned(),
            });
            if out.len() < most {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        out
    }

    #[test]
    fn each_tag_has_its_own_attributes() {
        let html = "<P A=1 b='x&amp;y' a=2 a=3>t\u{e9}\u{1}<br b/></p a=4><i><!-- c -->u<style a><b></style>";
        assert_eq!(
            told(html, usize::MAX),
            [
                "p Some(\"1\") Some(\"x&y\")",
                "t\u{e9}\u{1}",
                "br/ None Some(\"\")",
                "/p",
                "i None None",
                "u",
                "style Some(\"\") None",
                "<b>",
                "/style",
            ]
        );
        assert_eq!(told(html, 2).len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn it_finds_what_the_tokenizer_finds(
            html in "(?:<|/|>|p|a|b|=|'|\"| |\\t|!--|&amp;|&#0;|style|script|é|付|\u{1}|<p a=|</p>){0,24}"
        ) {
            use html5gum::{DefaultEmitter, Token};
            let mut emitter = DefaultEmitter::default();
            emitter.naively_switch_states(true);
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let mut want = Vec::new();
            for Ok(token) in Tokenizer::new_with_emitter(html.as_str(), emitter) {
                match token {
                    Token::StartTag(tag) => {
                        let get = |name: &str| tag.attributes.get(name.as_bytes()).map(|v| text(v));
                        let end = if tag.self_closing { "/" } else { "" };
                        want.push(format!("{}{end} {:?} {:?}", text(&tag.name), get("a"), get("b")));
                    }
                    Token::EndTag(tag) => want.push(format!("/{}", text(&tag.name))),
                    Token::String(string) => want.push(text(&string)),
                    _ => {}
                }
            }
            proptest::prop_assert_eq!(told(&html, usize::MAX), want);
        }
    }
}
