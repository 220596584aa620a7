//! Any text is read or refused.

use std::path::Path;

use proptest::prelude::*;

use super::parse;

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,300}") {
        let _ = parse(&text, Path::new("/nowhere"));
    }

    #[test]
    fn any_line_cut_or_changed_is_read_or_refused(line in 0_usize..200, with in "[a-z\\[\\]={}\",. 0-9\n-]{0,30}") {
        let sample = include_str!("../../../config/nudged.toml");
        let text: Vec<&str> = sample.lines().enumerate().map(|(n, l)| if n == line { with.as_str() } else { l }).collect();
        let text = text.join("\n");
        if let Err(faults) = parse(&text, Path::new("/nowhere")) {
            prop_assert!(!faults.faults.is_empty());
        }
    }
}
