//! The templates that come with the program: every file below `config/templates/`, by its path there.

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../config/templates/", $path)))),*]
    };
}

/// (path, text), sorted by path.
pub(super) const EMBEDDED: &[(&str, &str)] = embedded![
    "en/follow-up/frame.txt",
    "en/follow-up/invoice/firm.txt",
    "en/follow-up/invoice/friendly.txt",
    "en/follow-up/invoice/heads_up.txt",
    "en/follow-up/invoice/last.txt",
    "en/follow-up/invoice/reminder.txt",
    "en/follow-up/outstanding/firm.txt",
    "en/follow-up/outstanding/friendly.txt",
    "en/follow-up/outstanding/heads_up.txt",
    "en/follow-up/outstanding/last.txt",
    "en/follow-up/outstanding/reminder.txt",
    "en/follow-up/request/firm.txt",
    "en/follow-up/request/friendly.txt",
    "en/follow-up/request/heads_up.txt",
    "en/follow-up/request/last.txt",
    "en/follow-up/request/reminder.txt",
    "en/notice/admin.txt",
    "en/notice/adopted.txt",
    "en/notice/approval.txt",
    "en/notice/bounce.txt",
    "en/notice/call.txt",
    "en/notice/candidates.txt",
    "en/notice/closed.txt",
    "en/notice/credited.txt",
    "en/notice/daily.txt",
    "en/notice/decline.txt",
    "en/notice/deputy.txt",
    "en/notice/dispute.txt",
    "en/notice/forewarning.txt",
    "en/notice/frame.txt",
    "en/notice/granted.txt",
    "en/notice/handover.txt",
    "en/notice/late.txt",
    "en/notice/nothing_to_track.txt",
    "en/notice/part.txt",
    "en/notice/question.txt",
    "en/notice/receipt.txt",
    "en/notice/resting.txt",
    "en/notice/review.txt",
    "en/notice/stop.txt",
    "en/notice/token.txt",
    "en/notice/transcript.txt",
    "en/notice/unmatched.txt",
    "en/notice/unsure.txt",
    "en/words.txt",
    "layout/dossier.html",
    "layout/follow-up.html",
    "layout/follow-up.txt",
    "layout/notice.html",
    "layout/notice.txt",
    "layout/owed.html",
    "layout/owed.txt",
    "layout/page.html",
    "layout/summary.html",
    "layout/summary.txt",
    "zh/follow-up/frame.txt",
    "zh/follow-up/invoice/firm.txt",
    "zh/follow-up/invoice/friendly.txt",
    "zh/follow-up/invoice/heads_up.txt",
    "zh/follow-up/invoice/last.txt",
    "zh/follow-up/invoice/reminder.txt",
    "zh/follow-up/outstanding/firm.txt",
    "zh/follow-up/outstanding/friendly.txt",
    "zh/follow-up/outstanding/heads_up.txt",
    "zh/follow-up/outstanding/last.txt",
    "zh/follow-up/outstanding/reminder.txt",
    "zh/follow-up/request/firm.txt",
    "zh/follow-up/request/friendly.txt",
    "zh/follow-up/request/heads_up.txt",
    "zh/follow-up/request/last.txt",
    "zh/follow-up/request/reminder.txt",
    "zh/notice/admin.txt",
    "zh/notice/adopted.txt",
    "zh/notice/approval.txt",
    "zh/notice/bounce.txt",
    "zh/notice/call.txt",
    "zh/notice/candidates.txt",
    "zh/notice/closed.txt",
    "zh/notice/credited.txt",
    "zh/notice/daily.txt",
    "zh/notice/decline.txt",
    "zh/notice/deputy.txt",
    "zh/notice/dispute.txt",
    "zh/notice/forewarning.txt",
    "zh/notice/frame.txt",
    "zh/notice/granted.txt",
    "zh/notice/handover.txt",
    "zh/notice/late.txt",
    "zh/notice/nothing_to_track.txt",
    "zh/notice/part.txt",
    "zh/notice/question.txt",
    "zh/notice/receipt.txt",
    "zh/notice/resting.txt",
    "zh/notice/review.txt",
    "zh/notice/stop.txt",
    "zh/notice/token.txt",
    "zh/notice/transcript.txt",
    "zh/notice/unmatched.txt",
    "zh/notice/unsure.txt",
    "zh/words.txt",
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::EMBEDDED;

    fn walk(folder: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, root, found);
            } else {
                let below = path.strip_prefix(root).expect("below the root");
                found.push(below.to_str().expect("UTF-8").replace('\\', "/"));
            }
        }
    }

    #[test]
    fn the_table_lists_the_folder_and_nothing_else() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/templates");
        let mut found = Vec::new();
        walk(&root, &root, &mut found);
        found.sort();
        let listed: Vec<&str> = EMBEDDED.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }

    #[test]
    fn both_languages_have_the_same_templates() {
        let of = |language: &str| -> Vec<&str> {
            EMBEDDED
                .iter()
                .filter_map(|(path, _)| path.strip_prefix(language))
                .collect()
        };
        assert_eq!(of("en/"), of("zh/"));
    }
}
