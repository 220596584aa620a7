//! Literals without which a pattern cannot match: looking for them first spares most of the work.

/// Bytes of a literal worth looking for; longer ones are taken where a pattern has them.
const SHORTEST: usize = 1;

/// Literals of which every match of the patterns holds one; `None` if a pattern has none.
pub(super) fn of(patterns: &[&str]) -> Option<Vec<String>> {
    let mut out = Vec::new();
    for pattern in patterns {
        let mut reader = Reader {
            rest: pattern.chars().peekable(),
        };
        out.extend(reader.either()?);
    }
    out.sort();
    out.dedup();
    Some(out)
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
}

/// The better of two sets: the one whose shortest literal is longer.
fn better(one: Option<Vec<String>>, two: Vec<String>) -> Option<Vec<String>> {
    let shortest = |set: &[String]| set.iter().map(String::len).min().unwrap_or_default();
    if shortest(&two) < SHORTEST {
        return one;
    }
    match one {
        Some(one) if shortest(&one) >= shortest(&two) => Some(one),
        _ => Some(two),
    }
}

impl Reader<'_> {
    /// Branches up to a closing parenthesis or the end.
    fn either(&mut self) -> Option<Vec<String>> {
        let mut all = Some(Vec::new());
        loop {
            let branch = self.branch();
            all = match (all, branch) {
                (Some(mut all), Some(more)) => {
                    all.extend(more);
                    Some(all)
                }
                _ => None,
            };
            if self.rest.next() != Some('|') {
                return all;
            }
        }
    }

    /// One branch; stops before `|` and `)`.
    fn branch(&mut self) -> Option<Vec<String>> {
        let mut best = None;
        let mut run = String::new();
        while let Some(&c) = self.rest.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            self.rest.next();
            let literal = match c {
                '(' => {
                    if self.rest.peek() == Some(&'?') {
                        // `(?:`, the only group the vocabularies use.
                        self.rest.next();
                        self.rest.next();
                    }
                    let inside = self.either();
                    best = better(best, vec![std::mem::take(&mut run)]);
                    if !self.optional()
                        && let Some(inside) = inside
                    {
                        best = better(best, inside);
                    }
                    continue;
                }
                '[' => {
                    self.class();
                    None
                }
                '.' | '^' | '$' => None,
                '\\' => self.rest.next().filter(|e| !e.is_ascii_alphanumeric()),
                c => Some(c),
            };
            let repeated = self.rest.peek().is_some_and(|q| "?*+{".contains(*q));
            let optional = self.optional();
            if let Some(literal) = literal.filter(|_| !optional) {
                run.push(literal);
            }
            if literal.is_none() || repeated {
                best = better(best, vec![std::mem::take(&mut run)]);
            }
        }
        better(best, vec![run])
    }

    /// Reads a quantifier; whether it allows none at all.
    fn optional(&mut self) -> bool {
        match self.rest.peek() {
            Some('?' | '*') => {
                self.rest.next();
                if self.rest.peek() == Some(&'?') {
                    self.rest.next();
                }
                true
            }
            Some('+') => {
                self.rest.next();
                false
            }
            Some('{') => {
                self.rest.next();
                let none = self.rest.peek() == Some(&'0');
                while self.rest.next().is_some_and(|c| c != '}') {}
                none
            }
            _ => false,
        }
    }

    /// Skips a character class.
    fn class(&mut self) {
        let mut first = true;
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => {
                    self.rest.next();
                }
                ']' if !first => return,
                '^' if first => continue,
                _ => {}
            }
            first = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_one_of_the_needles() {
        for (pattern, want) in [
            ("paid", Some(vec!["paid"])),
            ("(?:please |pls )?send (?:it|them)", Some(vec!["send "])),
            ("(?:sent|mailed) [0-9]+", Some(vec!["mailed", "sent"])),
            ("pay(?:ing)?", Some(vec!["pay"])),
            ("colou?r", Some(vec!["colo"])),
            ("[0-9]+", None),
            ("(?:^|x) ?[a-z]{2}", None),
            ("已[^,]{0,8}付", Some(vec!["已"])),
            ("a\\.s\\.a", Some(vec!["a.s.a"])),
            ("one|[a-z]", None),
        ] {
            let want = want.map(|w| w.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
            assert_eq!(of(&[pattern]), want, "{pattern}");
        }
    }
}
