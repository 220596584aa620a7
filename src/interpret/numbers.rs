//! Invoice numbers in a text.

/// Every invoice number in a text, in its order.
#[must_use]
pub fn find(_text: &str) -> Vec<String> {
    Vec::new()
}

/// Invoice numbers in the name of an attachment.
#[must_use]
pub fn in_file_name(_name: &str) -> Vec<String> {
    Vec::new()
}
