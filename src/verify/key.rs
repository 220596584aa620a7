//! What the owner of a key allows it to be used for (RFC 6376 §3.6.1); mail-auth looks at the key alone.

use super::dns::{Absent, Names};
use super::signature::Signed;

/// Whether a key may sign this mail.
pub(super) async fn fits(names: &Names, signed: &Signed) -> Result<(), Absent> {
    let record = names.text(&signed.key()).await?;
    allows(&record).map_err(|why| Absent::Not(why.to_owned()))
}

fn allows(record: &str) -> Result<(), &'static str> {
    for tag in record.split(';') {
        let Some((name, value)) = tag.split_once('=') else {
            continue;
        };
        let has = |words: &[&str]| {
            value
                .split(':')
                .any(|v| words.iter().any(|word| v.trim().eq_ignore_ascii_case(word)))
        };
        match name.trim() {
            // "MUST NOT treat messages … in testing mode differently from unsigned email".
            "t" if has(&["y"]) => return Err("the key is only being tested"),
            "h" if !has(&["sha256"]) => return Err("the key is for another hash"),
            "s" if !has(&["*", "email"]) => return Err("the key is not for mail"),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_of_a_key() {
        for (record, want) in [
            ("v=DKIM1; k=rsa; p=MII", true),
            ("v=DKIM1; t=s; p=MII", true),
            ("v=DKIM1; t = s : y ; p=MII", false),
            ("v=DKIM1; h=sha1; p=MII", false),
            ("v=DKIM1; h=sha1:sha256; s=*; p=MII", true),
            ("v=DKIM1; s=tlsrpt; p=MII", false),
            ("v=DKIM1; n=t; p=MII==", true),
        ] {
            assert_eq!(allows(record).is_ok(), want, "{record}");
        }
    }
}
