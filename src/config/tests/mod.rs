//! Bad configurations and what is said of them; good ones and what they mean.

mod faults;
mod files;
mod hostile;
mod values;

use std::path::Path;

use super::*;

const TOP: &str = "[tracking]\naddress = \"track@agency.example\"\n[team]\nname = \"Agency\"\n\
                   domains = [\"agency.example\"]\n";

/// What is said of a text; empty if nothing.
fn said(text: &str) -> String {
    parse(text, Path::new("/etc/nudged"))
        .err()
        .map(|f| f.to_string())
        .unwrap_or_default()
}
fn good(rest: &str) -> Config {
    parse(&format!("{TOP}{rest}"), Path::new("/etc/nudged")).unwrap_or_else(|f| panic!("{f}"))
}
