//! Why the same mail comes again.

pub(in crate::interpret) const AGAIN: &[&str] = &[
    "(?:resend|resending|re-sending|resent|sending (?:this|it) (?:again|once more)|send (?:this|it) (?:again|once more)|sent (?:this|it) (?:again|twice)|once more|(?:went|go|gone|came|come) through|got lost|get lost|spam|in case|bounced|did not arrive|didn't arrive|wrong address|forgot (?:to copy|the|to add)|with the right|remind(?:er|ing)?|not heard|haven't heard|hope you|here is (?:our|the|my) list)",
];
