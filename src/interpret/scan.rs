//! Many patterns looked for in one pass. Most patterns of the vocabularies are a few words that can be
//! listed: one trie finds them all. Of the others it finds literals that every match holds, and only
//! where those stand the expression itself is asked. Big alternations would build their states anew
//! for every mail.

use std::cell::Cell;
use std::ops::{ControlFlow, Range};

use super::rule::Rule;
use super::trie::{Begins, Trie, is_word};

/// What a needle found says. Numbers are short: thousands of these are looked at for every mail.
#[derive(Clone, Copy)]
enum Use {
    /// A whole match of a rule, the so-manyeth of its texts.
    Text { rule: u32, order: u16 },
    /// One of a set of a rule's needles.
    Part { set: u32 },
}

/// A literal that is looked for.
struct Needle<'a> {
    text: &'a str,
    begins: Begins,
    uses: Vec<Use>,
}

/// A rule as the scan knows it.
struct Known {
    class: u8,
    bounded: bool,
    /// Where its sets lie among all sets.
    first: u32,
    sets: u32,
}

/// A set of needles.
#[derive(Clone, Copy)]
struct Set {
    rule: u32,
    /// They count only where the text begins.
    at_start: bool,
}

/// Which sets of needles were found, one bit each.
struct Found([u64; SETS / 64]);

/// Sets a scan tells apart. The rules of further ones are asked wherever one of their needles stands.
const SETS: usize = 2048;

impl Found {
    const fn none() -> Self {
        Self([0; SETS / 64])
    }

    /// Notes a set; whether it is new.
    fn add(&mut self, set: usize) -> bool {
        let Some(word) = self.0.get_mut(set / 64) else {
            return true;
        };
        let bit = 1 << (set % 64);
        std::mem::replace(word, *word | bit) & bit == 0
    }

    fn has(&self, set: usize) -> bool {
        let word = self.0.get(set / 64);
        word.is_none_or(|word| word & (1 << (set % 64)) != 0)
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

const fn wide(number: u32) -> usize {
    number as usize
}

/// The trie of several classes of rules.
pub(super) struct Scan {
    trie: Trie,
    /// What each needle says: a range of `uses`.
    needles: Vec<(u32, u32)>,
    uses: Vec<Use>,
    rules: Vec<Known>,
    sets: Vec<Set>,
    /// The number of each class's first rule.
    first: Vec<u32>,
    /// Rules without a needle, class by class: always to be asked.
    open: Vec<u32>,
    /// Their classes.
    open_classes: u128,
}

/// A whole match.
#[derive(Debug, Clone, Copy)]
struct Word {
    rule: u32,
    order: u16,
    start: u32,
    end: u32,
}

/// A needle of a set.
#[derive(Debug, Clone, Copy)]
struct Part {
    set: u32,
    start: u32,
    end: u32,
}

/// How much of what stands in a text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// Whether a class occurs: the first whole match suffices.
    Any,
    /// Where the words stand.
    Words,
    /// The same of pieces of the text too.
    Pieces,
}

/// What was found in a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Hits {
    words: Vec<Word>,
    /// Where the needles stand, if pieces are wanted.
    parts: Option<Vec<Part>>,
    /// Rules that are expressions and have all their needles in the text.
    ripe: Vec<u32>,
    /// Classes with a whole match.
    sure: u128,
    /// Classes with such a rule.
    likely: u128,
    /// Classes that were asked for, and those of them that occur.
    asked: Cell<(u128, u128)>,
}

fn bit(class: usize) -> u128 {
    1_u128.checked_shl(short(class)).unwrap_or_default()
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
            sets: Vec::new(),
            first: Vec::new(),
            open: Vec::new(),
            open_classes: 0,
        };
        for (class, rules) in classes.iter().enumerate() {
            scan.first.push(short(scan.rules.len()));
            for rule in *rules {
                let number = short(scan.rules.len());
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
                            order: u16::try_from(order).unwrap_or(u16::MAX),
                        },
                    );
                }
                for set in &rule.needles {
                    let set_number = short(scan.sets.len());
                    scan.sets.push(Set {
                        rule: number,
                        at_start: set.at_start,
                    });
                    for text in &set.texts {
                        add(text, begins(set.at_word), Use::Part { set: set_number });
                    }
                }
                if !rule.listed() && rule.needles.is_empty() {
                    scan.open.push(number);
                    scan.open_classes |= bit(class);
                }
                scan.rules.push(Known {
                    class: u8::try_from(class).unwrap_or(u8::MAX),
                    bounded: rule.bounded,
                    first: short(start),
                    sets: short(scan.sets.len().saturating_sub(start)),
                });
            }
        }
        let spelt: Vec<(&str, Begins)> = needles.iter().map(|n| (n.text, n.begins)).collect();
        scan.trie = Trie::new(&spelt);
        for needle in &needles {
            let start = scan.uses.len();
            scan.uses.extend_from_slice(&needle.uses);
            scan.needles.push((short(start), short(scan.uses.len())));
        }
        scan
    }

    /// Looks through a text.
    pub(super) fn hits(&self, text: &str, want: Want) -> Hits {
        // A sentence has a word of the vocabularies every few letters.
        let few = if want == Want::Any { 0 } else { text.len() / 8 };
        let mut hits = Hits {
            likely: self.open_classes,
            words: Vec::with_capacity(few),
            parts: (want == Want::Pieces).then(|| Vec::with_capacity(few)),
            ..Hits::default()
        };
        let mut found = Found::none();
        self.trie.each(text, |needle, range| {
            let (from, to) = self.needles.get(needle).copied().unwrap_or_default();
            for one in self.uses.get(wide(from)..wide(to)).unwrap_or_default() {
                match *one {
                    Use::Part { set } => {
                        self.mark(&mut hits, &mut found, set, range.start == 0);
                        if let Some(parts) = &mut hits.parts {
                            parts.push(Part {
                                set,
                                start: short(range.start),
                                end: short(range.end),
                            });
                        }
                    }
                    Use::Text { rule, order } => {
                        let Some(known) = self.rules.get(wide(rule)) else {
                            continue;
                        };
                        if known.bounded && !bounded(text.as_bytes(), &range) {
                            continue;
                        }
                        hits.sure |= bit(usize::from(known.class));
                        if want == Want::Any {
                            return ControlFlow::Break(());
                        }
                        hits.words.push(Word {
                            rule,
                            order,
                            start: short(range.start),
                            end: short(range.end),
                        });
                    }
                }
            }
            ControlFlow::Continue(())
        });
        hits
    }

    /// Notes a set that was found, and its rule if that was the last of its sets.
    fn mark(&self, hits: &mut Hits, found: &mut Found, set: u32, at_start: bool) {
        let Some(known) = self.sets.get(wide(set)) else {
            return;
        };
        if known.at_start && !at_start || !found.add(wide(set)) {
            return;
        }
        let number = known.rule;
        let Some(rule) = self.rules.get(wide(number)) else {
            return;
        };
        let last = rule.first.saturating_add(rule.sets);
        if (rule.first..last).all(|set| found.has(wide(set))) {
            hits.ripe.push(number);
            hits.likely |= bit(usize::from(rule.class));
        }
    }

    /// What was found within a range, as if only that had been looked through; `None` if pieces
    /// were not wanted. No word may end where the range is cut.
    pub(super) fn within(&self, hits: &Hits, range: &Range<usize>) -> Option<Hits> {
        let parts = hits.parts.as_ref()?;
        let (from, to) = (short(range.start), short(range.end));
        let mut piece = Hits {
            likely: self.open_classes,
            ..Hits::default()
        };
        // Both lists rise as the text was gone through: what stands before the range and behind it is
        // left out unseen, or long sentences of many clauses would be gone through for each of them.
        let words = hits.words.partition_point(|w| w.start < from);
        let words = hits.words.get(words..).unwrap_or_default();
        for word in words
            .iter()
            .take_while(|w| w.start < to)
            .filter(|w| w.end <= to)
        {
            let class = self.rules.get(wide(word.rule)).map_or(0, |r| r.class);
            piece.sure |= bit(usize::from(class));
            piece.words.push(Word {
                start: word.start.saturating_sub(from),
                end: word.end.saturating_sub(from),
                ..*word
            });
        }
        let mut found = Found::none();
        let first = parts.partition_point(|p| p.start < from);
        let parts = parts.get(first..).unwrap_or_default();
        for part in parts
            .iter()
            .take_while(|p| p.start < to)
            .filter(|p| p.end <= to)
        {
            self.mark(&mut piece, &mut found, part.set, part.start == from);
        }
        Some(piece)
    }

    /// Rules of a class that are expressions and have all their needles in the text.
    fn asked<'a>(
        &'a self,
        class: usize,
        rules: &'a [Rule],
        hits: &'a Hits,
    ) -> impl Iterator<Item = (u32, &'a Rule)> {
        let first = self.first.get(class).copied().unwrap_or_default();
        let ripe = hits.ripe.iter().chain(&self.open);
        ripe.filter_map(move |number| {
            let rule = rules.get(wide(number.checked_sub(first)?))?;
            Some((*number, rule))
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
        let mine = first..first.saturating_add(short(rules.len()));
        let mut words: Vec<&Word> = hits
            .words
            .iter()
            .filter(|w| mine.contains(&w.rule))
            .collect();
        words.sort_by_key(|w| (w.start, w.rule, w.order));
        let mut words = words.into_iter().peekable();
        let mut live: Vec<(u32, &Rule, Range<usize>)> = self
            .asked(class, rules, hits)
            .filter_map(|(n, rule)| Some((n, rule, rule.find(text)?)))
            .collect();
        let (mut out, mut from) = (Vec::new(), 0);
        loop {
            while words.next_if(|w| wide(w.start) < from).is_some() {}
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
            let word = words.peek().map(|w| (w.rule, wide(w.start)..wide(w.end)));
            let other = live.iter().map(|(n, _, next)| (*n, next.clone()));
            let Some((_, best)) = word
                .into_iter()
                .chain(other)
                .min_by_key(|(n, range)| (range.start, *n))
            else {
                return out;
            };
            from = best
                .end
                .max(text.ceil_char_boundary(best.start.saturating_add(1)));
            out.push(best);
        }
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    const PATTERNS: &[&str] = &[
        "paid",
        "(?:was|is) (?:paid|sent)(?: up)?",
        "(?:money|it)(?: [a-z]+){0,4} (?:went|gone)",
        "^sent",
        "[0-9]+ paid",
        "paid (?:on|at) .{0,5}",
        "re-?sent",
        "^(?:(?:we|it|up),? )*(?:money|gone) ?[0-9]*",
        "(?:^|up,? )(?:is|it)(?:,? was)?",
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
            let hits = scan.hits(&text, Want::Words);
            let want: Vec<_> = big.find_iter(&text).map(|m| m.range()).collect();
            proptest::prop_assert_eq!(scan.all(0, &rules, &text, &hits), want.clone(), "{}", &text);
            let hits = scan.hits(&text, Want::Any);
            proptest::prop_assert_eq!(scan.is(0, &rules, &text, &hits), !want.is_empty(), "{}", &text);
        }
    }
}
