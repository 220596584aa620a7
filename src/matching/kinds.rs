//! Which kind of item words speak of that call none by its name: "the files are on their way, the money
//! too".

use super::words::stands_in;
use super::{words_en, words_zh};
use crate::interpret;

/// The word by which a clause speaks of what was asked for as a whole. The papers of a payment are no
/// material.
pub(super) fn material(piece: &str) -> Option<&'static str> {
    let plain = piece.to_lowercase();
    let stands = |word: &&&str| stands_in(&plain, word);
    let no = words_zh::NO_MATERIAL.iter();
    if no.clone().any(|word| plain.contains(word))
        || words_en::NO_MATERIAL.iter().any(|word| stands(&word))
    {
        return None;
    }
    let zh = words_zh::MATERIAL
        .iter()
        .find(|word| plain.contains(**word));
    zh.or_else(|| words_en::MATERIAL.iter().find(stands))
        .copied()
}

/// Whether a clause speaks of money: beside material, by more than a word for what is transferred.
pub(super) fn money(piece: &str) -> bool {
    let plain = piece.to_lowercase();
    let no = words_zh::NO_MONEY.iter();
    !no.clone().any(|word| plain.contains(word))
        && interpret::tells_of_paying(piece)
        && (material(piece).is_none() || says_paid(&plain))
}

fn says_paid(plain: &str) -> bool {
    words_en::PAID_FOR.iter().any(|word| stands_in(plain, word))
        || words_zh::PAID_FOR.iter().any(|word| plain.contains(word))
}

/// Whether a clause calls a payment or an invoice by that name.
pub(super) fn says_payment(piece: &str) -> bool {
    let plain = piece.to_lowercase();
    let words = words_en::PAYMENT.iter().chain(words_zh::PAYMENT);
    let invoice = words_en::INVOICE.iter().chain(words_zh::INVOICE);
    words.chain(invoice).any(|word| plain.contains(word))
}

/// Whether a clause says what was paid: money.
pub(super) fn says_money(piece: &str) -> bool {
    let plain = piece.to_lowercase();
    says_payment(piece)
        || words_en::MONEY.iter().any(|word| stands_in(&plain, word))
        || words_zh::MONEY.iter().any(|word| plain.contains(word))
}

/// Whether a clause speaks of money or of what it is owed for.
pub(super) fn of_money(piece: &str) -> bool {
    let plain = piece.to_lowercase();
    money(piece)
        || says_payment(piece)
        || words_en::OF_MONEY
            .iter()
            .any(|word| stands_in(&plain, word))
        || words_zh::OF_MONEY.iter().any(|word| plain.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{material, money};

    #[test]
    fn a_clause_speaks_of_material_or_of_money() {
        for (piece, things, pays) in [
            ("The files come on Monday", true, false),
            ("we will transfer the documents tonight", true, false),
            ("the money went out today", false, true),
            ("the files are sent and paid for", true, true),
            ("资料发了钱也付了", true, true),
            ("all paid", false, true),
            ("proof of payment documents attached", false, true),
            ("the profiles come later", false, false),
            ("材料明天发您", true, false),
            ("款下周打", false, true),
            ("开票资料请发我", false, false),
            ("付款凭证文件见附件", false, true),
            ("这个款式我们喜欢", false, false),
        ] {
            assert_eq!(material(piece).is_some(), things, "{piece}");
            assert_eq!(money(piece), pays, "{piece}");
        }
    }
}
