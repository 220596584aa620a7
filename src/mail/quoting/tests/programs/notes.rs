//! Lotus Notes: header blocks whose first lines carry no label.

use super::split;
use crate::mail::quoting::Parts;

const OWN: &str = "The samples are with the joiner.";
const BELOW: &str =
    "To: Ana Roe/LDS/AGENCY@AGENCY\n\t\t cc: \n\t\t Subject: Re: Samples\n\nWhen do they come?";

fn parts(head: &str) -> Parts {
    split(&format!("{OWN}\n\n\n{head}\t\t {BELOW}\n"), "Re: Samples")
}

#[test]
fn a_name_set_in_by_tabs_may_be_the_sign_off() {
    for (head, name) in [
        ("\tBob Ray\n\t11/13/2026 03:22 PM\n\t\t\n", "Bob Ray"),
        (
            "\tBob Ray@CLIENT\n\t11/13/2026 03:22 PM\n\t\t \n",
            "Bob Ray@CLIENT",
        ),
        (" Bob Ray\n 11/13/2026 03:22 PM\n\n", "Bob Ray"),
        (
            "\tBob Ray <bob@client.example>\n\t11/13/2026 03:22 PM\n\t\t\n",
            "Bob Ray <bob@client.example>",
        ),
        (
            "\tBob Ray\n\tSent by: Bob Ray\n\t11/13/2026 03:22 PM\n\t\t\n",
            "Bob Ray",
        ),
    ] {
        let parts = parts(head);
        assert_eq!(parts.own, OWN, "{head}");
        assert_eq!(parts.signature.trim(), name, "{head}");
        assert!(
            parts.quoted.contains("11/13/2026") && parts.quoted.contains("When"),
            "{head}"
        );
        assert!(!parts.quoted.trim_start().starts_with("Bob"), "{head}");
    }
}

#[test]
fn other_forms_are_quoted_whole() {
    for head in [
        "Bob Ray@CLIENT\n11/13/2026 03:22 PM\n",
        "   Bob Ray @ CLIENT                11/13/2026 03:22 PM\n",
        "\tFrom: Bob Ray @ CLIENT                11/13/2026 03:22 PM\n",
    ] {
        let parts = parts(head);
        assert_eq!(
            (parts.own.as_str(), parts.signature.as_str()),
            (OWN, ""),
            "{head}"
        );
        assert!(
            parts
                .quoted
                .trim_start()
                .trim_start_matches("From: ")
                .starts_with("Bob"),
            "{head}"
        );
    }
}

#[test]
fn the_name_of_a_forward_stays_its_sender() {
    let mail = format!("{OWN}\n\n\tBob Ray\n\t11/13/2026 03:22 PM\n\t\t\n\t\t {BELOW}\n");
    let parts = split(&mail, "Fw: Samples");
    assert_eq!(parts.signature, "");
    assert_eq!(
        parts.forwarded.map(|block| block.from),
        Some("Bob Ray".to_owned())
    );
    let ruled = format!(
        "{OWN}\n\n----- Forwarded by Ann Lee on 11/13/2026 04:00 PM -----\n\n\tBob Ray\n\t11/13/2026 03:22 PM\n\t\t\n\t\t {BELOW}\n"
    );
    assert_eq!(split(&ruled, "").signature, "");
}
