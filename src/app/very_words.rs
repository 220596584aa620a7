//! What a mail says of one of several things, told and kept as it was written.

use crate::interpret;
use crate::model::{Effect, EventKind, Evidence, HistoryEntry, Item, MessageId};

/// Characters by which a clause is found again that was read without the sums of others.
const HEAD: usize = 12;

/// Notices and the history quote the sentences as they stand in the mail: what was read of them is put
/// together anew. `mail`: the mail they stand in.
pub(super) fn quoted(
    mut effects: Vec<Effect>,
    mail: &MessageId,
    own: &str,
    read: &str,
) -> Vec<Effect> {
    for effect in &mut effects {
        match effect {
            Effect::Notice { notice } if notice.words == read => {
                notice.words = sentences(own, read);
            }
            Effect::Item { item, entry } => {
                in_item(item, mail, own);
                in_entry(entry, own);
            }
            Effect::Hold { hold, entry } => {
                as_written(&mut hold.evidence, mail, own);
                in_entry(entry, own);
            }
            Effect::Record { entry } => in_entry(entry, own),
            Effect::Withdraw { evidence, .. } => as_written(evidence, mail, own),
            _ => {}
        }
    }
    effects
}

fn in_item(item: &mut Item, mail: &MessageId, own: &str) {
    let holds = item.holds.iter_mut().map(|hold| &mut hold.evidence);
    let promises = item
        .promises
        .iter_mut()
        .map(|promise| &mut promise.evidence);
    let closed = item.closed.iter_mut().map(|closed| &mut closed.evidence);
    let invoice = item.invoice.iter_mut().flat_map(|i| &mut i.payments);
    let payments = invoice.map(|payment| &mut payment.evidence);
    for evidence in holds.chain(promises).chain(closed).chain(payments) {
        as_written(evidence, mail, own);
    }
}

fn in_entry(entry: &mut HistoryEntry, own: &str) {
    // A match is told by what of the item stands in the mail.
    if entry.event != EventKind::Matched {
        entry.evidence.words = very(&entry.evidence.words, own);
    }
}

fn as_written(evidence: &mut Evidence, mail: &MessageId, own: &str) {
    if evidence.message_id.as_ref() == Some(mail) {
        evidence.words = very(&evidence.words, own);
    }
}

/// Words of a mail as they stand in it.
fn very(words: &str, own: &str) -> String {
    if own.contains(words) {
        return words.to_owned();
    }
    let found = sentences(own, words);
    found.trim().chars().take(Evidence::LONGEST).collect()
}

/// The sentences of a text that a part of it was read from.
fn sentences(own: &str, read: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    let mut last = 0;
    for sentence in interpret::pieces(own) {
        let mut start = None;
        let mut said = false;
        for clause in &sentence.clauses {
            let words = clause.trim();
            let behind = own.get(at..).unwrap_or_default();
            let Some(found) = behind.find(words).filter(|_| !words.is_empty()) else {
                continue;
            };
            let from = at.saturating_add(found);
            start.get_or_insert(from);
            at = from.saturating_add(words.len());
            let head: String = words.chars().take(HEAD).collect();
            said |= read.contains(&head);
        }
        let marks = own.get(at..).unwrap_or_default();
        let marks = marks.find(|c: char| c.is_whitespace() || c.is_alphanumeric());
        let end = marks.map_or(own.len(), |marks| at.saturating_add(marks));
        if let (Some(start), true) = (start, said) {
            let between = own.get(last..start).unwrap_or_default();
            if !out.is_empty() {
                out.push(if between.contains('\n') { '\n' } else { ' ' });
            }
            out.push_str(own.get(start..end).unwrap_or_default());
            last = end;
        }
    }
    if out.is_empty() { read.to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn the_marks_of_the_writer_stay() {
        let own = "Hi Ann,\nthe plan: do you need it as PDF, or as DWG?! We'll pay KR-7 (all of it) on Friday…\nBye\n";
        let asked = sentences(own, "the plan: do you need it as PDF, or as DWG?\n");
        assert!(asked.contains("as PDF, or as DWG?!"), "{asked}");
        assert!(!asked.contains("KR-7"), "{asked}");
        let paid = sentences(own, "We'll pay KR-7 (all of it) on Friday.\n");
        assert!(paid.contains("(all of it) on Friday…"), "{paid}");
        assert!(!paid.contains("DWG"), "{paid}");
        assert_eq!(sentences(own, "nothing of it"), "nothing of it");
        let own = "图纸已发；发票KR-7下周付款！谢谢。";
        let got = sentences(own, "发票KR-7下周付款.\n");
        assert!(got.contains("发票KR-7下周付款！"), "{got}");
    }
}
