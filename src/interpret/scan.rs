//! Many patterns looked for in one pass. Most patterns of the vocabularies are a few words that can be
//! listed: one trie finds them all. Of the others it finds literals that every match holds, and only
//! where those stand the expression itself is asked. Big alternations would build their states anew
//! for every mail.

use std::cell::Cell;
use std::ops::{ControlFlow, Range};
use std::sync::OnceLock;

use regex::Regex;

use super::needles::{Needles, Pattern};
use super::trie::{Begins, Trie, is_word};

/// Texts a pattern is listed as; with more it stays an expression. The trie must stay small enough
/// for the processor's cache.
const LISTED: usize = 48;

/// One pattern.
pub(super) struct Rule {
    /// The expression, with its word boundaries.
    spelt: String,
    /// Stands between ASCII word boundaries (the Unicode ones are slow on Chinese text).
    bounded: bool,
    /// Everything it matches, preferred first; empty if that cannot be listed.
    texts: Vec<String>,
    /// Every match holds one of each set.
    needles: Vec<Needles>,
    compiled: OnceLock<Option<Regex>>,
}

impl Rule {
    /// A pattern; `bounded` ones stand between ASCII word boundaries.
    pub(super) fn new(pattern: &str, bounded: bool) -> Self {
        let read = Pattern::read(pattern);
        let texts = read.texts(LISTED).unwrap_or_default();
        let texts = if texts.iter().all(|t| !t.is_empty()) {
            texts
        } else {
            Vec::new()
        };
        Self {
            spelt: if bounded {
                format!(r"(?-u:\b)(?:{pattern})(?-u:\b)")
            } else {
                pattern.to_owned()
            },
            bounded,
            needles: if texts.is_empty() {
                read.needles()
            } else {
                Vec::new()
            },
            texts,
            compiled: OnceLock::new(),
        }
    }

    /// The expression, compiled when first asked; `None` if it is none.
    pub(super) fn expression(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| Regex::new(&self.spelt).ok())
            .as_ref()
    }

    fn listed(&self) -> bool {
        !self.texts.is_empty()
    }

    fn is_match(&self, text: &str) -> bool {
        self.expression().is_some_and(|r| r.is_match(text))
    }

    fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        Some(self.expression()?.find_at(text, from)?.range())
    }
}

/// What a needle found says.
#[derive(Clone, Copy)]
enum Use {
    /// A whole match of a rule, the so-manyeth of its texts.
    Text { rule: usize, order: usize },
    /// One of a set of a rule's needles.
    Part { set: usize },
}

/// A literal that is looked for.
struct Needle<'a> {
    text: &'a str,
    begins: Begins,
    uses: Vec<Use>,
}

/// Where a rule's sets lie among all sets.
struct Sets {
    class: usize,
    range: Range<usize>,
}

/// The trie of several classes of rules.
pub(super) struct Scan {
    trie: Trie,
    /// What each needle says: a range of `uses`.
    needles: Vec<Range<usize>>,
    uses: Vec<Use>,
    /// For each rule.
    rules: Vec<Sets>,
    bounded: Vec<bool>,
    /// The class of each set.
    sets: Vec<usize>,
    /// The number of each class's first rule.
    first: Vec<usize>,
    /// The rules of each class that are expressions, counted in the class.
    expressions: Vec<Vec<usize>>,
    /// Classes with a rule that has no needle: always likely.
    open: u128,
}

/// A whole match.
#[derive(Debug, Clone)]
struct Word {
    rule: usize,
    order: usize,
    range: Range<usize>,
}

/// What was found in a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Hits {
    words: Vec<Word>,
    /// Sets and where their needles stand.
    parts: Vec<(usize, Range<usize>)>,
    sets: Vec<u64>,
    /// Classes with a whole match.
    sure: u128,
    /// Classes with a needle.
    likely: u128,
    /// Classes that were asked for, and those of them that occur.
    asked: Cell<(u128, u128)>,
}

fn bit(class: usize) -> u128 {
    u32::try_from(class)
        .ok()
        .and_then(|c| 1_u128.checked_shl(c))
        .unwrap_or_default()
}

/// Whether ASCII word boundaries lie at both ends of a range.
fn bounded(text: &[u8], range: &Range<usize>) -> bool {
    let word = |i: usize| text.get(i).is_some_and(|b| is_word(*b));
    let at = |i: usize| i.checked_sub(1).is_some_and(word) != word(i);
    at(range.start) && at(range.end)
}

impl Scan {
    /// Classes this many at most.
    pub(super) const MOST: usize = 128;

    /// Builds it for classes of rules, at most [`Self::MOST`].
    pub(super) fn new(classes: &[&[Rule]]) -> Self {
        let mut places = std::collections::HashMap::<&str, usize>::new();
        let mut needles: Vec<Needle<'_>> = Vec::new();
        let mut scan = Self {
            trie: Trie::new(&[]),
            needles: Vec::new(),
            uses: Vec::new(),
            rules: Vec::new(),
            bounded: Vec::new(),
            sets: Vec::new(),
            first: Vec::new(),
            expressions: Vec::new(),
            open: 0,
        };
        for (class, rules) in classes.iter().enumerate() {
            scan.first.push(scan.rules.len());
            let listed = rules.iter().map(Rule::listed).enumerate();
            scan.expressions
                .push(listed.filter(|(_, l)| !l).map(|(n, _)| n).collect());
            for rule in *rules {
                let number = scan.rules.len();
                let start = scan.sets.len();
                let mut add = |text, begins, found: Use| {
                    let place = *places.entry(text).or_insert_with(|| {
                        needles.push(Needle {
                            text,
                            begins,
                            uses: Vec::new(),
                        });
                        needles.len().saturating_sub(1)
                    });
                    if let Some(needle) = needles.get_mut(place) {
                        needle.uses.push(found);
                        if begins == Begins::Anywhere {
                            needle.begins = begins;
                        }
                    }
                };
                let begins = |at_boundary: bool| {
                    if rule.bounded && at_boundary {
                        Begins::Word
                    } else {
                        Begins::Anywhere
                    }
                };
                for (order, text) in rule.texts.iter().enumerate() {
                    add(
                        text.as_str(),
                        begins(true),
                        Use::Text {
                            rule: number,
                            order,
                        },
                    );
                }
                for set in &rule.needles {
                    let set_number = scan.sets.len();
                    scan.sets.push(class);
                    for text in &set.texts {
                        add(text, begins(set.lead), Use::Part { set: set_number });
                    }
                }
                if !rule.listed() && rule.needles.is_empty() {
                    scan.open |= bit(class);
                }
                scan.bounded.push(rule.bounded);
                scan.rules.push(Sets {
                    class,
                    range: start..scan.sets.len(),
                });
            }
        }
        let spelt: Vec<(&str, Begins)> = needles.iter().map(|n| (n.text, n.begins)).collect();
        scan.trie = Trie::new(&spelt);
        for needle in &needles {
            let start = scan.uses.len();
            scan.uses.extend_from_slice(&needle.uses);
            scan.needles.push(start..scan.uses.len());
        }
        scan
    }

    /// Looks through a text; stops at the first whole match if `first` suffices.
    pub(super) fn hits(&self, text: &str, first: bool) -> Hits {
        let mut hits = Hits {
            likely: self.open,
            sets: vec![0; self.sets.len().div_ceil(64)],
            ..Hits::default()
        };
        self.trie.each(text, |needle, range| {
            let uses = self.needles.get(needle).cloned().unwrap_or_default();
            for one in self.uses.get(uses).unwrap_or_default() {
                match *one {
                    Use::Part { set } => {
                        self.mark(&mut hits, set);
                        if !first {
                            hits.parts.push((set, range.clone()));
                        }
                    }
                    Use::Text { rule, order } => {
                        if self.bounded.get(rule) == Some(&true)
                            && !bounded(text.as_bytes(), &range)
                        {
                            continue;
                        }
                        hits.sure |= bit(self.rules.get(rule).map_or(0, |r| r.class));
                        if first {
                            return ControlFlow::Break(());
                        }
                        hits.words.push(Word {
                            rule,
                            order,
                            range: range.clone(),
                        });
                    }
                }
            }
            ControlFlow::Continue(())
        });
        hits
    }

    fn mark(&self, hits: &mut Hits, set: usize) {
        if let Some(word) = hits.sets.get_mut(set / 64) {
            *word |= 1_u64 << (set % 64);
        }
        hits.likely |= bit(self.sets.get(set).copied().unwrap_or_default());
    }

    /// What was found within a range, as if only that had been looked through. No word may end
    /// where the range is cut.
    pub(super) fn within(&self, hits: &Hits, range: &Range<usize>) -> Hits {
        let inside = |r: &Range<usize>| range.start <= r.start && r.end <= range.end;
        let mut part = Hits {
            likely: self.open,
            sets: vec![0; hits.sets.len()],
            ..Hits::default()
        };
        for word in hits.words.iter().filter(|w| inside(&w.range)) {
            part.sure |= bit(self.rules.get(word.rule).map_or(0, |r| r.class));
            part.words.push(Word {
                range: word.range.start - range.start..word.range.end - range.start,
                ..*word
            });
        }
        for (set, _) in hits.parts.iter().filter(|(_, r)| inside(r)) {
            self.mark(&mut part, *set);
        }
        part
    }

    /// Rules of a class that are expressions and have all their needles in the text.
    fn asked<'r>(
        &self,
        class: usize,
        rules: &'r [Rule],
        hits: &Hits,
    ) -> impl Iterator<Item = (usize, &'r Rule)> {
        let first = self.first.get(class).copied().unwrap_or_default();
        let expressions = self.expressions.get(class).map(Vec::as_slice);
        expressions.unwrap_or_default().iter().filter_map(move |n| {
            let number = first.saturating_add(*n);
            let there = self.rules.get(number)?.range.clone().all(|set| {
                hits.sets
                    .get(set / 64)
                    .is_some_and(|w| w & (1_u64 << (set % 64)) != 0)
            });
            let rule = rules.get(*n).filter(|_| there)?;
            Some((number, rule))
        })
    }

    /// Whether a class's rules occur in the text.
    pub(super) fn is(&self, class: usize, rules: &[Rule], text: &str, hits: &Hits) -> bool {
        let class_bit = bit(class);
        if (hits.sure | hits.likely) & class_bit == 0 {
            return false;
        }
        let (asked, there) = hits.asked.get();
        if asked & class_bit != 0 {
            return there & class_bit != 0;
        }
        let is = hits.sure & class_bit != 0
            || self
                .asked(class, rules, hits)
                .any(|(_, rule)| rule.is_match(text));
        let there = if is { there | class_bit } else { there };
        hits.asked.set((asked | class_bit, there));
        is
    }

    /// Where a class's rules occur, as byte ranges: leftmost first, earlier rules first, none over
    /// another.
    pub(super) fn all(
        &self,
        class: usize,
        rules: &[Rule],
        text: &str,
        hits: &Hits,
    ) -> Vec<Range<usize>> {
        if (hits.sure | hits.likely) & bit(class) == 0 {
            return Vec::new();
        }
        let first = self.first.get(class).copied().unwrap_or_default();
        let mine = first..first.saturating_add(rules.len());
        let mut words: Vec<&Word> = hits
            .words
            .iter()
            .filter(|w| mine.contains(&w.rule))
            .collect();
        words.sort_by_key(|w| (w.range.start, w.rule, w.order));
        let mut words = words.into_iter().peekable();
        let mut live: Vec<(usize, &Rule, Range<usize>)> = self
            .asked(class, rules, hits)
            .filter_map(|(n, rule)| Some((n, rule, rule.find_at(text, 0)?)))
            .collect();
        let (mut out, mut from) = (Vec::new(), 0);
        loop {
            while words.next_if(|w| w.range.start < from).is_some() {}
            live.retain_mut(|(_, rule, next)| {
                if next.start >= from {
                    return true;
                }
                match rule.find_at(text, from) {
                    Some(found) => *next = found,
                    None => return false,
                }
                true
            });
            let word = words.peek().map(|w| (w.range.start, w.rule, &w.range));
            let other = live.iter().map(|(n, _, next)| (next.start, *n, next));
            let Some((_, _, best)) = word
                .into_iter()
                .chain(other)
                .min_by_key(|(s, n, _)| (*s, *n))
            else {
                return out;
            };
            from = best
                .end
                .max(text.ceil_char_boundary(best.start.saturating_add(1)));
            out.push(best.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERNS: &[&str] = &[
        "paid",
        "(?:was|is) (?:paid|sent)(?: up)?",
        "(?:money|it)(?: [a-z]+){0,4} (?:went|gone)",
        "^sent",
        "[0-9]+ paid",
        "paid (?:on|at) .{0,5}",
        "re-?sent",
    ];
    const HAN: &[&str] = &["已[^,]{0,8}(?:付|汇)", "周[一二三]了?", "付了$"];

    fn rules() -> Vec<Rule> {
        let bounded = PATTERNS.iter().map(|p| Rule::new(p, true));
        bounded
            .chain(HAN.iter().map(|p| Rule::new(p, false)))
            .collect()
    }

    proptest::proptest! {
        #[test]
        fn the_scan_finds_what_one_big_expression_finds(
            text in "(?:paid|sent|resent| up| on|was|is| |it|money|went|12|x|_|已|付|汇|了|周|一|,){0,14}"
        ) {
            let big = Regex::new(&format!(
                r"(?-u:\b)(?:{})(?-u:\b)|(?:{})",
                PATTERNS.join("|"),
                HAN.join("|")
            ))
            .expect("an expression");
            let rules = rules();
            let scan = Scan::new(&[&rules]);
            let hits = scan.hits(&text, false);
            let want: Vec<_> = big.find_iter(&text).map(|m| m.range()).collect();
            proptest::prop_assert_eq!(scan.all(0, &rules, &text, &hits), want.clone(), "{}", &text);
            let hits = scan.hits(&text, true);
            proptest::prop_assert_eq!(scan.is(0, &rules, &text, &hits), !want.is_empty(), "{}", &text);
        }
    }
}
