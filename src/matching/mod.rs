//! A reading and candidates to the items a mail is about (product.md 2). Never by guess.

use crate::model::{ClientKey, Evidence, Item, ItemId, Mail, MessageId, Reading};

mod all_but;
mod both;
mod evidence;
mod heads;
mod kinds;
mod material_beside;
mod names;
mod number;
mod of_all;
mod portions;
pub mod quote;
mod quoted;
mod search;
mod split;
mod tag;
mod tail;
#[cfg(test)]
mod tests;
mod thread;
mod weakly;
mod words;
mod words_en;
mod words_zh;

pub use all_but::all_but;
pub use heads::{files_of, is_mentioned, is_told};
pub use material_beside::material_beside;
pub use number::{names_number, number_key, short_for};
pub use of_all::{Done, done, of_kind};
pub use portions::{Portion, beside, portions};

use evidence::Said;
use quoted::Quoted;
use search::Search;

/// Our second id in References is `ref.<id>`: it outlives servers that rewrite Message-ID.
pub const SECOND_ID: &str = "ref.";

/// Where candidates come from: the store, or a `Vec` in tests. Every call is one indexed look-up.
pub trait Lookup {
    /// Error of the source.
    type Error;
    /// Items whose thread holds this id: mails received, sent, and synthetic references.
    ///
    /// # Errors
    /// The source's.
    fn by_message_id(&self, id: &MessageId) -> Result<Vec<ItemId>, Self::Error>;
    /// Items (open or closed) of this client whose opening mail has this base subject (lower case).
    ///
    /// # Errors
    /// The source's.
    fn by_subject(&self, client: &ClientKey, base: &str) -> Result<Vec<ItemId>, Self::Error>;
    /// Items of this client with this invoice number (compared without space and case).
    ///
    /// # Errors
    /// The source's.
    fn by_invoice_number(
        &self,
        client: &ClientKey,
        number: &str,
    ) -> Result<Vec<ItemId>, Self::Error>;
    /// Open items of this client, oldest first, at most 200.
    ///
    /// # Errors
    /// The source's.
    fn open_of_client(&self, client: &ClientKey) -> Result<Vec<Item>, Self::Error>;
    /// Whether this tag (`i42.x7k`) was made for the item it names.
    ///
    /// # Errors
    /// The source's.
    fn by_tag(&self, tag: &str) -> Result<Option<ItemId>, Self::Error>;
    /// Items whose mails hold this mark ([`quote::Mark::hash`]); no more than 21 are needed.
    ///
    /// # Errors
    /// The source's.
    fn by_mark(&self, mark: i64) -> Result<Vec<ItemId>, Self::Error>;
    /// One item.
    ///
    /// # Errors
    /// The source's.
    fn item(&self, id: ItemId) -> Result<Option<Item>, Self::Error>;
}

/// An item a mail is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Which.
    pub item: ItemId,
    /// Rule (`reply-in-thread`, `address-tag`, `subject-tag`, `invoice-number`, `amount`,
    /// `quoted-text`, `base-subject`, `content`) and the words that fit.
    pub evidence: Evidence,
    /// 0 to 1.
    pub score: f32,
}

impl Hit {
    /// Its score in hundredths, as the history keeps it.
    #[must_use]
    pub fn hundredths(&self) -> u8 {
        (0..=100)
            .find(|n| f32::from(*n) >= (self.score * 100.0).round())
            .unwrap_or(100)
    }
}

/// What a mail is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Match {
    /// These items, clearly.
    Items(Vec<Hit>),
    /// One of these; a person must say which.
    Ambiguous(Vec<Hit>),
    /// Nothing known.
    Nothing,
}

/// Finds the items a mail is about. `client` is the sender's; `None` for team mail, which is
/// matched by headers and tags only.
///
/// For a forwarded mail give the inner reading and its sender's client; the outer mail's headers
/// and subject are followed all the same.
///
/// # Errors
/// The look-up's.
pub fn find<L: Lookup>(
    mail: &Mail,
    reading: &Reading,
    client: Option<&ClientKey>,
    lookup: &L,
) -> Result<Match, L::Error> {
    let (said, own) = (Said::new(mail, reading), Said::own(mail, reading));
    let search = Search {
        mail,
        said: &said,
        own: &own,
        client,
        lookup,
    };
    let found = search.by_thread(&thread::follow(mail, reading, lookup)?)?;
    if found != Match::Nothing {
        return Ok(found);
    }
    let found = search.by_tag()?;
    let (Match::Nothing, Some(client)) = (&found, client) else {
        return Ok(found);
    };
    let quoted = Quoted::find(reading, client, lookup)?;
    let is_automatic = mail.automatic.is_some() || reading.automatic.is_some();
    if is_automatic {
        // A machine's words are not the client's: they name nothing, its subject still does.
        return search.by_subject(client, &quoted);
    }
    let open = lookup.open_of_client(client)?;
    let found = search.by_words(client, &open)?;
    if found != Match::Nothing {
        return Ok(found);
    }
    // A quote of our own mail is the thread itself, where headers are lost and subjects changed.
    let found = search.by_quotes(client, &quoted)?;
    if found != Match::Nothing {
        return Ok(found);
    }
    let found = search.by_subject(client, &quoted)?;
    if found != Match::Nothing {
        return Ok(found);
    }
    Ok(search.by_content(&open))
}
