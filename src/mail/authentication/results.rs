//! The grammar of Authentication-Results (RFC 8601 §2.2): comments that nest, quoted strings, quoted
//! pairs, versions. What does not fit it vouches for nobody: a server that copies a stranger's bytes
//! into its header without quoting them is how a forged `dkim=pass` gets in.

/// Longest header that is read, in bytes; of a longer one nothing is believed.
const LONGEST: usize = 16 * 1024;

/// One method of a header: `dkim=pass header.d=client.example`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Resinfo {
    /// Lower case, without its version.
    pub(super) method: String,
    /// Lower case.
    pub(super) result: String,
    /// `ptype.property`, lower case, and value as it stands.
    pub(super) properties: Vec<(String, String)>,
    /// Something in it fits no grammar: it may accuse, never vouch.
    pub(super) broken: bool,
}

/// A header taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Results {
    /// The authserv-id, lower case; empty where the server writes none (Microsoft).
    pub(super) server: String,
    /// What it says; empty for `none`.
    pub(super) methods: Vec<Resinfo>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Equals,
    /// White space or comments.
    Gap,
}

/// Takes an unfolded value apart. `None` if it is no such header: too long, a comment or quote that
/// does not close, words where the authserv-id should stand, a version other than 1.
pub(super) fn read(value: &str) -> Option<Results> {
    let mut clauses = clauses(value)?.into_iter();
    let mut results = Results::default();
    let first = clauses.next()?;
    if first.contains(&Token::Equals) {
        results.methods.push(resinfo(&first)?);
    } else {
        results.server = server(&first)?;
    }
    results
        .methods
        .extend(clauses.filter_map(|clause| resinfo(&clause)));
    Some(results)
}

/// `from HELO by HOST …` (RFC 5321 §4.4): the host that wrote a Received header, lower case.
pub(crate) fn received_by(value: &str) -> Option<String> {
    let clauses = clauses(value)?;
    let mut words = clauses.first()?.iter().filter_map(|token| match token {
        Token::Word(word) => Some(word.to_ascii_lowercase()),
        _ => None,
    });
    let mut word = words.next()?;
    if word == "from" {
        words.next()?;
        word = words.next()?;
    }
    // Any other word here was the sending machine's to choose.
    if word == "by" { words.next() } else { None }
}

/// Tokens between semicolons.
fn clauses(value: &str) -> Option<Vec<Vec<Token>>> {
    if value.len() > LONGEST {
        return None;
    }
    let mut clauses = vec![Vec::new()];
    let mut chars = value.chars();
    let mut word = String::new();
    while let Some(c) = chars.next() {
        let open = clauses.last_mut()?;
        if !(c.is_whitespace() || "();=\"".contains(c)) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            open.push(Token::Word(std::mem::take(&mut word)));
        }
        match c {
            ';' => clauses.push(Vec::new()),
            '=' => open.push(Token::Equals),
            '"' => open.push(Token::Quoted(quoted(&mut chars)?)),
            '(' => {
                comment(&mut chars)?;
                open.push(Token::Gap);
            }
            ')' => return None,
            _ => open.push(Token::Gap),
        }
    }
    if !word.is_empty() {
        clauses.last_mut()?.push(Token::Word(word));
    }
    Some(clauses)
}

/// The rest of a quoted string, quoted pairs undone (RFC 5322 §3.2.4).
fn quoted(chars: &mut std::str::Chars<'_>) -> Option<String> {
    let mut text = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => text.push(chars.next()?),
            c => text.push(c),
        }
    }
}

/// The rest of a comment, comments within it too (RFC 5322 §3.2.2).
fn comment(chars: &mut std::str::Chars<'_>) -> Option<()> {
    let mut depth = 1_u32;
    while depth > 0 {
        match chars.next()? {
            '\\' => drop(chars.next()?),
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    Some(())
}

/// `authserv-id [version]`; no other version than 1 is defined.
fn server(clause: &[Token]) -> Option<String> {
    let mut words = clause.iter().filter(|token| **token != Token::Gap);
    let server = match words.next()? {
        Token::Word(word) | Token::Quoted(word) => word.to_lowercase(),
        Token::Equals | Token::Gap => return None,
    };
    let version = words.next();
    let fits = version.is_none_or(|version| *version == Token::Word("1".to_owned()));
    (fits && words.next().is_none() && !server.is_empty()).then_some(server)
}

/// One result. `None` for `none`, for the bare host names older Exchange leaves between semicolons,
/// and for a method whose version is not known.
fn resinfo(clause: &[Token]) -> Option<Resinfo> {
    let mut rest = Cursor { clause };
    let key = rest.key()?.to_ascii_lowercase();
    let (method, version) = match key.split_once('/') {
        Some((method, version)) => (method, version.trim_start_matches('0')),
        None => (key.as_str(), "1"),
    };
    if version != "1" {
        return None;
    }
    let mut info = Resinfo {
        method: method.to_owned(),
        result: rest.value()?.to_ascii_lowercase(),
        ..Resinfo::default()
    };
    info.broken = !rest.ends_a_word();
    while rest.skip() {
        match rest.key().zip(rest.value()) {
            Some((name, value)) => {
                info.broken |= !rest.ends_a_word();
                info.properties.push((name.to_ascii_lowercase(), value));
            }
            None => {
                info.broken = true;
                break;
            }
        }
    }
    Some(info)
}

struct Cursor<'a> {
    clause: &'a [Token],
}

impl Cursor<'_> {
    fn next(&mut self) -> Option<&Token> {
        let (first, rest) = self.clause.split_first()?;
        self.clause = rest;
        Some(first)
    }

    /// Skips gaps; whether anything follows.
    fn skip(&mut self) -> bool {
        while self.clause.first() == Some(&Token::Gap) {
            self.next();
        }
        !self.clause.is_empty()
    }

    fn ends_a_word(&self) -> bool {
        matches!(self.clause.first(), None | Some(Token::Gap))
    }

    /// `method`, `method/version` or `ptype.property` with its `=`; gaps are allowed around each mark.
    fn key(&mut self) -> Option<String> {
        let mut key = String::new();
        loop {
            self.skip();
            match self.next()? {
                Token::Equals if !key.is_empty() => break,
                Token::Word(word)
                    if key.is_empty()
                        || key.ends_with(['.', '/'])
                        || word.starts_with(['.', '/']) =>
                {
                    key.push_str(word);
                }
                _ => return None,
            }
        }
        let fits = key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
        fits.then_some(key)
    }

    /// What stands up to the next gap: `header.b=` ends in `=`, a local part may be quoted.
    fn value(&mut self) -> Option<String> {
        self.skip();
        let mut value = String::new();
        let mut any = false;
        while let Some(token) = self.clause.first() {
            match token {
                Token::Word(text) | Token::Quoted(text) => value.push_str(text),
                Token::Equals if any => value.push('='),
                Token::Equals => return None,
                Token::Gap => break,
            }
            any = true;
            self.next();
        }
        any.then_some(value)
    }
}

impl Resinfo {
    /// The domain behind the first of these properties that is there. `None` if there is none, if it
    /// stands there twice with two values, or if it is no plain domain or address.
    pub(super) fn domain(&self, names: &[&str]) -> Option<String> {
        let name = names
            .iter()
            .find(|name| self.properties.iter().any(|p| p.0 == **name))?;
        let mut values = self
            .properties
            .iter()
            .filter(|p| p.0 == **name)
            .map(|p| p.1.as_str());
        let value = values.next()?;
        if values.any(|other| !other.eq_ignore_ascii_case(value)) {
            return None;
        }
        let value = value
            .strip_prefix('<')
            .and_then(|v| v.strip_suffix('>'))
            .unwrap_or(value);
        let domain = match value.split_once('@') {
            Some((_, domain)) => domain,
            None => value,
        };
        let domain = domain.strip_suffix('.').unwrap_or(domain);
        let plain = domain.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        });
        plain.then(|| domain.to_lowercase())
    }
}
