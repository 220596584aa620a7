//! Thousands of short literals looked for in one pass. Nearly all of them can only begin where a word
//! does, so the letters inside a word are passed over, and what begins like no literal is left after
//! a letter or two; an automaton would change its state with every byte.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

/// Where a literal may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// Not inside an ASCII word.
    Word,
    /// Anywhere.
    Anywhere,
}

/// One byte of a literal; its children lie side by side, sorted.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    first: u32,
    children: u16,
    /// The literal that ends here, counted from 1.
    literal: u32,
}

/// Nodes by the first byte of a literal; 0 is none.
type Roots = [u32; 256];

/// The literals, by their bytes.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// The byte of each node, apart, so that children are compared without their nodes.
    bytes: Vec<u8>,
    /// What may begin at a word, a space, a sign or a Han character.
    heads: Roots,
    /// What may begin inside a word.
    inside: Roots,
}

/// A trie being built.
#[derive(Debug, Default)]
struct Sapling {
    children: BTreeMap<u8, Sapling>,
    literal: u32,
}

impl Sapling {
    fn plant(&mut self, literal: &str, number: u32) {
        let mut here = self;
        for byte in literal.bytes() {
            here = here.children.entry(byte).or_default();
        }
        here.literal = number;
    }
}

fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Whether a byte belongs to an ASCII word, as `(?-u:\b)` sees it.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl Trie {
    /// Builds it; literals are known by their place in the list, from 0. Empty ones are never found.
    pub(super) fn new(literals: &[(&str, Begins)]) -> Self {
        let (mut heads, mut inside) = (Sapling::default(), Sapling::default());
        for (number, (literal, begins)) in literals.iter().enumerate() {
            let number = place(number).saturating_add(1);
            heads.plant(literal, number);
            if *begins == Begins::Anywhere && literal.bytes().next().is_some_and(is_word) {
                inside.plant(literal, number);
            }
        }
        let mut trie = Self {
            nodes: vec![Node::default()],
            bytes: vec![0],
            heads: [0; 256],
            inside: [0; 256],
        };
        trie.heads = trie.rooted(&heads);
        trie.inside = trie.rooted(&inside);
        trie
    }

    fn rooted(&mut self, sapling: &Sapling) -> Roots {
        let mut roots = [0; 256];
        for (byte, child) in &sapling.children {
            let node = self.push(*byte, child);
            if let Some(root) = roots.get_mut(usize::from(*byte)) {
                *root = place(node);
            }
            self.grow(node, child);
        }
        roots
    }

    fn push(&mut self, byte: u8, sapling: &Sapling) -> usize {
        self.nodes.push(Node {
            literal: sapling.literal,
            ..Node::default()
        });
        self.bytes.push(byte);
        self.nodes.len().saturating_sub(1)
    }

    /// Lays the children of a node side by side, then theirs.
    fn grow(&mut self, node: usize, sapling: &Sapling) {
        let first = self.nodes.len();
        for (byte, child) in &sapling.children {
            self.push(*byte, child);
        }
        if let Some(node) = self.nodes.get_mut(node) {
            node.first = place(first);
            node.children = u16::try_from(sapling.children.len()).unwrap_or(u16::MAX);
        }
        for (number, child) in sapling.children.values().enumerate() {
            self.grow(first.saturating_add(number), child);
        }
    }

    fn child(&self, node: &Node, byte: u8) -> Option<&Node> {
        let first = usize::try_from(node.first).unwrap_or(usize::MAX);
        let bytes = self
            .bytes
            .get(first..first.saturating_add(usize::from(node.children)))?;
        let at = if bytes.len() <= 8 {
            bytes.iter().position(|b| *b == byte)?
        } else {
            bytes.binary_search(&byte).ok()?
        };
        self.nodes.get(first.saturating_add(at))
    }

    /// Calls back with every literal in a text and where it stands, literals inside others too.
    pub(super) fn each(
        &self,
        text: &str,
        mut found: impl FnMut(usize, Range<usize>) -> ControlFlow<()>,
    ) {
        let text = text.as_bytes();
        let mut in_word = false;
        for (start, &first) in text.iter().enumerate() {
            let before = std::mem::replace(&mut in_word, is_word(first));
            let roots = if before && in_word {
                &self.inside
            } else {
                &self.heads
            };
            let root = roots.get(usize::from(first)).copied().unwrap_or_default();
            if root == 0 {
                continue;
            }
            let mut node = self.nodes.get(usize::try_from(root).unwrap_or_default());
            let mut end = start.saturating_add(1);
            while let Some(here) = node {
                if here.literal != 0 {
                    let number = usize::try_from(here.literal).unwrap_or_default();
                    if found(number.saturating_sub(1), start..end).is_break() {
                        return;
                    }
                }
                node = text.get(end).and_then(|next| self.child(here, *next));
                end = end.saturating_add(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LITERALS: &[(&str, Begins)] = &[
        ("paid", Begins::Word),
        ("paid up", Begins::Word),
        (" paid", Begins::Word),
        ("id", Begins::Anywhere),
        ("n't", Begins::Anywhere),
        ("付", Begins::Word),
        ("付了", Begins::Anywhere),
        ("up付", Begins::Anywhere),
        ("-", Begins::Anywhere),
    ];

    proptest::proptest! {
        #[test]
        fn it_finds_what_looking_for_each_finds(text in "(?:paid|un| up|id|have|n't|_|付|了|-| |1){0,12}") {
            let mut got = Vec::new();
            let trie = Trie::new(LITERALS);
            trie.each(&text, |number, range| {
                got.push((number, range));
                ControlFlow::Continue(())
            });
            let mut want = Vec::new();
            for (number, (literal, begins)) in LITERALS.iter().enumerate() {
                for at in 0..text.len() {
                    let starts = text.as_bytes()[at..].starts_with(literal.as_bytes());
                    let inside = at > 0 && is_word(text.as_bytes()[at - 1]) && is_word(text.as_bytes()[at]);
                    if starts && (*begins == Begins::Anywhere || !inside) {
                        want.push((number, at..at + literal.len()));
                    }
                }
            }
            want.sort_by_key(|(number, range)| (range.start, *number));
            got.sort_by_key(|(number, range)| (range.start, *number));
            proptest::prop_assert_eq!(got, want, "{}", text);
        }
    }

    #[test]
    fn whoever_has_enough_stops_it() {
        let mut seen = 0;
        Trie::new(LITERALS).each("paid paid", |_, _| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert_eq!(seen, 1);
    }
}
