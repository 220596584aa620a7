//! Thousands of short literals looked for in one pass. Nearly all of them can only begin where a word
//! does, so the letters inside a word are passed over, and what begins like no literal is left after
//! a letter or two; an automaton would change its state with every byte.

use std::collections::VecDeque;
use std::ops::{ControlFlow, Range};

/// Where a literal may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// Not inside an ASCII word.
    Word,
    /// Anywhere.
    Anywhere,
}

/// One byte of a literal.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// What follows, by its place.
    first: u32,
    /// One bit for the low five bits of each byte that may follow: most texts leave the trie here.
    mask: u32,
    /// The literal that ends here or with the tail, counted from 1.
    literal: u32,
    /// Bytes of the tail.
    length: u16,
    byte: u8,
    next: Next,
}

/// What follows a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    /// Nodes side by side, one for each bit of the mask in its order: no other place of memory is
    /// touched to find one.
    #[default]
    Nodes,
    /// A row, where two of the nodes have one bit.
    Row,
    /// The other bytes of the one literal that is left.
    Tail,
}

/// Nodes by the first byte of a literal; 0 is none.
type Roots = [u32; 256];

/// Nodes that follow one.
#[derive(Debug)]
struct Row {
    first: u32,
    /// Their places behind the first by their byte, counted from 1; 0 is none.
    places: [u8; 256],
}

/// The literals, by their bytes.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    rows: Vec<Row>,
    tails: Vec<u8>,
    /// What may begin at a word, a space, a sign or a Han character.
    heads: Roots,
    /// What may begin inside a word.
    inside: Roots,
}

fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

const fn wide(place: u32) -> usize {
    place as usize
}

const fn bit(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// Bytes of ASCII words.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut rest: &mut [bool] = &mut word;
    let mut byte: u8 = 0;
    while let [here, tail @ ..] = rest {
        *here = byte.is_ascii_alphanumeric() || byte == b'_';
        byte = byte.wrapping_add(1);
        rest = tail;
    }
    word
};

/// Whether a byte belongs to an ASCII word, as `(?-u:\b)` sees it.
pub(super) fn is_word(byte: u8) -> bool {
    WORD.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Literals by their bytes with their number, counted from 1; sorted.
type Sorted<'a> = [(&'a [u8], u32)];

impl Trie {
    /// Builds it; literals are known by their place in the list, from 0. Empty ones are never found,
    /// of equal ones the last.
    pub(super) fn new(literals: &[(&str, Begins)]) -> Self {
        let mut heads: Vec<(&[u8], u32)> = Vec::with_capacity(literals.len());
        for (number, (literal, _)) in literals.iter().enumerate() {
            if !literal.is_empty() {
                heads.push((literal.as_bytes(), place(number).saturating_add(1)));
            }
        }
        heads.sort_unstable();
        let anywhere = |number: u32| {
            usize::try_from(number)
                .ok()
                .and_then(|n| literals.get(n.checked_sub(1)?))
                .is_some_and(|(_, begins)| *begins == Begins::Anywhere)
        };
        let inside: Vec<(&[u8], u32)> = heads
            .iter()
            .filter(|(literal, number)| {
                literal.first().is_some_and(|b| is_word(*b)) && anywhere(*number)
            })
            .copied()
            .collect();
        let mut trie = Self {
            nodes: vec![Node::default()],
            rows: Vec::new(),
            tails: Vec::new(),
            heads: [0; 256],
            inside: [0; 256],
        };
        trie.heads = trie.rooted(&heads);
        trie.inside = trie.rooted(&inside);
        trie
    }

    /// Lays out the literals, the beginnings of all of them first: those are what most words of a
    /// text come to, and so lie close together.
    fn rooted(&mut self, sorted: &Sorted<'_>) -> Roots {
        let mut roots = [0; 256];
        let mut next = self.nodes.len();
        let mut waiting: VecDeque<(&Sorted<'_>, usize)> =
            self.lay(sorted, 0).into_iter().map(|c| (c, 1)).collect();
        for (number, node) in self.nodes.iter().enumerate().skip(next) {
            if let Some(root) = roots.get_mut(usize::from(node.byte)) {
                *root = place(number);
            }
        }
        while let Some((sorted, depth)) = waiting.pop_front() {
            let children = self.grow(next, sorted, depth);
            let deeper = depth.saturating_add(1);
            waiting.extend(children.into_iter().map(|c| (c, deeper)));
            next = next.saturating_add(1);
        }
        roots
    }

    /// Lays side by side what stands at `depth` of the literals, in the order of the bits; gives the
    /// literals of each.
    fn lay<'s, 'a>(&mut self, sorted: &'s Sorted<'a>, depth: usize) -> Vec<&'s Sorted<'a>> {
        let byte = |(literal, _): &(&[u8], u32)| literal.get(depth).copied();
        let mut children: Vec<(u8, &Sorted<'a>)> = sorted
            .chunk_by(|a, b| byte(a) == byte(b))
            .filter_map(|child| Some((byte(child.first()?)?, child)))
            .collect();
        children.sort_by_key(|(byte, _)| bit(*byte));
        let nodes = children.iter().map(|(byte, _)| Node {
            byte: *byte,
            ..Node::default()
        });
        self.nodes.extend(nodes);
        children.into_iter().map(|(_, child)| child).collect()
    }

    /// Makes a node of the literals that have their first `depth` bytes in common, and lays its children
    /// side by side; gives the literals of each.
    fn grow<'s, 'a>(
        &mut self,
        node: usize,
        sorted: &'s Sorted<'a>,
        depth: usize,
    ) -> Vec<&'s Sorted<'a>> {
        let byte = self.nodes.get(node).map_or(0, |node| node.byte);
        let (children, made) = if let [(literal, number)] = sorted
            && let Some(tail @ [next, ..]) = literal.get(depth..)
            && let Ok(length) = u16::try_from(tail.len())
        {
            let first = place(self.tails.len());
            self.tails.extend_from_slice(tail);
            let made = Node {
                first,
                mask: bit(*next),
                literal: *number,
                length,
                byte,
                next: Next::Tail,
            };
            (Vec::new(), made)
        } else {
            let first = self.nodes.len();
            let children = self.lay(sorted, depth);
            let laid = self.nodes.get(first..).unwrap_or_default();
            let mask = laid.iter().fold(0, |mask, child| mask | bit(child.byte));
            let mut made = Node {
                first: place(first),
                mask,
                literal: sorted
                    .iter()
                    .take_while(|(literal, _)| literal.len() == depth)
                    .last()
                    .map_or(0, |(_, number)| *number),
                length: 0,
                byte,
                next: Next::Nodes,
            };
            if wide(mask.count_ones()) < children.len() {
                let mut places = [0; 256];
                for (number, child) in (1_u8..=u8::MAX).zip(laid) {
                    if let Some(place) = places.get_mut(usize::from(child.byte)) {
                        *place = number;
                    }
                }
                (made.first, made.next) = (place(self.rows.len()), Next::Row);
                self.rows.push(Row {
                    first: place(first),
                    places,
                });
            }
            (children, made)
        };
        if let Some(node) = self.nodes.get_mut(node) {
            *node = made;
        }
        children
    }

    /// The bytes of the tail of a node that has one, if a text begins with it.
    fn tail(&self, node: &Node, rest: &[u8]) -> Option<usize> {
        if rest.first().is_none_or(|next| node.mask & bit(*next) == 0) {
            return None;
        }
        let first = wide(node.first);
        let length = usize::from(node.length);
        let tail = self.tails.get(first..first.saturating_add(length))?;
        rest.starts_with(tail).then_some(length)
    }

    fn child(&self, node: &Node, byte: u8) -> Option<&Node> {
        let bit = bit(byte);
        if node.mask & bit == 0 {
            return None;
        }
        let at = match node.next {
            Next::Nodes => {
                let before = node.mask & bit.saturating_sub(1);
                node.first.saturating_add(before.count_ones())
            }
            Next::Row => {
                let row = self.rows.get(wide(node.first))?;
                let place = row.places.get(usize::from(byte))?.checked_sub(1)?;
                row.first.saturating_add(u32::from(place))
            }
            Next::Tail => return None,
        };
        self.nodes.get(wide(at)).filter(|node| node.byte == byte)
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
            let mut node = self.nodes.get(wide(root));
            let mut end = start.saturating_add(1);
            while let Some(here) = node {
                if here.next == Next::Tail {
                    let rest = text.get(end..).unwrap_or_default();
                    let Some(length) = self.tail(here, rest) else {
                        break;
                    };
                    end = end.saturating_add(length);
                }
                if here.literal != 0
                    && found(wide(here.literal).saturating_sub(1), start..end).is_break()
                {
                    return;
                }
                if here.next == Next::Tail {
                    break;
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
