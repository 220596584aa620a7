//! What a token server says (RFC 6749 5, RFC 8628 3), and what that means to us.

use serde_json::Value;

use crate::net::{Secret, WebAnswer};

/// Shortest and longest life of an access token that is believed, seconds.
const LIVES: std::ops::RangeInclusive<i64> = 1..=7 * 24 * 3600;
/// Life of a token whose server does not say (RFC 6749 5.1 lets it).
const UNTOLD: i64 = 600;
/// Longest words shown of a server.
const WORDS: usize = 200;

/// Tokens given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) access: Secret,
    /// A new one, where the server changes it at each use; the old one may be void from now on.
    pub(super) refresh: Option<Secret>,
    /// Seconds from now.
    pub(super) lives: i64,
}

/// What a refusal asks of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nobody has agreed yet (device flow).
    Pending,
    /// The same, and we ask too often.
    SlowDown,
    /// What we hold counts no more: consent ended, was taken back, or the key is wrong.
    Grant,
    /// Whoever was asked said no.
    Declined,
    /// The device code is over.
    Expired,
    /// The application is unknown, or may not do this.
    Client,
    /// The server has trouble of its own.
    Trouble,
}

/// A refusal and the server's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) refusal: Refusal,
    pub(super) text: String,
}

/// A device code given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) device: Secret,
    /// What somebody types.
    pub(super) user: String,
    /// Where he types it.
    pub(super) address: String,
    /// Seconds it lives.
    pub(super) lives: i64,
    /// Seconds between two questions.
    pub(super) interval: u64,
}

/// Tokens, or why not. What was sent is never said back, whatever the server repeats.
pub(super) fn tokens(answer: &WebAnswer, sent: &[&str]) -> Result<Given, Refused> {
    let json = object(answer, sent)?;
    let text = |key: &str| json.get(key).and_then(Value::as_str);
    let bearer = text("token_type").is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
    let access = text("access_token").filter(|token| bearer && fits(token));
    let access = access.ok_or_else(|| trouble("the answer holds no access token".to_owned()))?;
    Ok(Given {
        access: Secret::new(access),
        refresh: text("refresh_token")
            .filter(|token| fits(token))
            .map(Secret::new),
        lives: number(&json, "expires_in")
            .map_or(UNTOLD, |told| told.clamp(*LIVES.start(), *LIVES.end())),
    })
}

/// A device code, or why not.
pub(super) fn code(answer: &WebAnswer, sent: &[&str]) -> Result<Code, Refused> {
    let json = object(answer, sent)?;
    let text = |key: &str| json.get(key).and_then(Value::as_str);
    // Google wrote `verification_url` before there was a standard.
    let address = text("verification_uri").or_else(|| text("verification_url"));
    let whole = (
        text("device_code").filter(|c| fits(c)),
        text("user_code"),
        address,
    );
    let (Some(device), Some(user), Some(address)) = whole else {
        return Err(trouble("the answer holds no device code".to_owned()));
    };
    Ok(Code {
        device: Secret::new(device),
        user: plain(user),
        address: plain(address),
        lives: number(&json, "expires_in").map_or(900, |told| told.clamp(30, 3600)),
        interval: number(&json, "interval")
            .and_then(|told| u64::try_from(told).ok())
            .map_or(5, |told| told.clamp(1, 60)),
    })
}

/// The object of an answer that says 200.
fn object(answer: &WebAnswer, sent: &[&str]) -> Result<Value, Refused> {
    let json: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let json = json.filter(Value::is_object);
    if answer.status == 200
        && let Some(json) = &json
        && json.get("error").is_none()
    {
        return Ok(json.clone());
    }
    let text = |key: &str| json.as_ref()?.get(key)?.as_str();
    let Some(error) = text("error").filter(|_| answer.status < 500) else {
        return Err(trouble(format!(
            "the token server answered {}",
            answer.status
        )));
    };
    let refusal = match error {
        "authorization_pending" => Refusal::Pending,
        "slow_down" => Refusal::SlowDown,
        // Microsoft's own words for some of the standard's.
        "invalid_grant" | "interaction_required" | "consent_required" | "login_required" => {
            Refusal::Grant
        }
        "access_denied" | "authorization_declined" => Refusal::Declined,
        "expired_token" | "code_expired" | "bad_verification_code" => Refusal::Expired,
        "temporarily_unavailable" | "server_error" => Refusal::Trouble,
        _ if answer.status == 429 => Refusal::Trouble,
        _ => Refusal::Client,
    };
    let told = text("error_description").and_then(|told| told.lines().next());
    let said = match told {
        Some(told) => plain(&format!("{error}: {told}")),
        None => plain(error),
    };
    let repeats = |part: &&&str| part.len() >= 8 && said.contains(**part);
    let text = match sent.iter().find(repeats) {
        Some(_) => "(an answer that contains a secret)".to_owned(),
        None => said,
    };
    Err(Refused { refusal, text })
}

fn trouble(text: String) -> Refused {
    Refused {
        refusal: Refusal::Trouble,
        text,
    }
}

/// A number, also as text: some servers write it so.
fn number(json: &Value, key: &str) -> Option<i64> {
    let value = json.get(key)?;
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// It can be sent on a line.
fn fits(token: &str) -> bool {
    (1..=16 << 10).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_graphic())
}

/// One line without controls, cut.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(WORDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answer(status: u16, body: &str) -> WebAnswer {
        WebAnswer {
            status,
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn tokens_as_servers_give_them() {
        for (body, access, refresh, lives) in [
            (
                r#"{"access_token":"a1","token_type":"Bearer","expires_in":3599,"refresh_token":"r1"}"#,
                "a1",
                Some("r1"),
                3599,
            ),
            (
                r#"{"access_token":"a1","expires_in":"3600"}"#,
                "a1",
                None,
                3600,
            ),
            (r#"{"access_token":"a1"}"#, "a1", None, 600),
            (r#"{"access_token":"a1","expires_in":-5}"#, "a1", None, 1),
        ] {
            let given = tokens(&answer(200, body), &[]).unwrap();
            assert_eq!(given.access.expose(), access, "{body}");
            assert_eq!(
                given.refresh.as_ref().map(Secret::expose),
                refresh,
                "{body}"
            );
            assert_eq!(given.lives, lives, "{body}");
        }
    }

    #[test]
    fn refusals_ask_different_things_of_us() {
        for (status, body, refusal) in [
            (
                400,
                r#"{"error":"authorization_pending"}"#,
                Refusal::Pending,
            ),
            (400, r#"{"error":"slow_down"}"#, Refusal::SlowDown),
            (400, r#"{"error":"invalid_grant"}"#, Refusal::Grant),
            (400, r#"{"error":"interaction_required"}"#, Refusal::Grant),
            (
                400,
                r#"{"error":"authorization_declined"}"#,
                Refusal::Declined,
            ),
            (403, r#"{"error":"access_denied"}"#, Refusal::Declined),
            (400, r#"{"error":"expired_token"}"#, Refusal::Expired),
            (401, r#"{"error":"invalid_client"}"#, Refusal::Client),
            (400, r#"{"error":"unauthorized_client"}"#, Refusal::Client),
            (400, r#"{"error":"invalid_scope"}"#, Refusal::Client),
            (503, r#"{"error":"invalid_grant"}"#, Refusal::Trouble),
            (
                400,
                r#"{"error":"temporarily_unavailable"}"#,
                Refusal::Trouble,
            ),
            (429, r#"{"error":"too_many"}"#, Refusal::Trouble),
            (502, "<html>bad gateway</html>", Refusal::Trouble),
            (404, "", Refusal::Trouble),
            (
                200,
                "<html>log in to the hotel's network</html>",
                Refusal::Trouble,
            ),
            (200, r#"{"token_type":"Bearer"}"#, Refusal::Trouble),
            (200, r#"{"access_token":"a b"}"#, Refusal::Trouble),
            (
                200,
                r#"{"access_token":"a1","token_type":"mac"}"#,
                Refusal::Trouble,
            ),
            (200, "[]", Refusal::Trouble),
        ] {
            let refused = tokens(&answer(status, body), &[]).unwrap_err();
            assert_eq!(refused.refusal, refusal, "{status} {body}");
        }
    }

    #[test]
    fn what_was_sent_is_never_said_back() {
        let body = r#"{"error":"invalid_grant","error_description":"no token canary-word here\r\nTrace: 1"}"#;
        let refused = tokens(&answer(400, body), &["canary-word"]).unwrap_err();
        assert!(!refused.text.contains("canary"), "{}", refused.text);
        let refused = tokens(&answer(400, body), &["other-word"]).unwrap_err();
        assert_eq!(refused.text, "invalid_grant: no token canary-word here");
    }

    #[test]
    fn device_codes_of_the_standard_and_of_google() {
        for key in ["verification_uri", "verification_url"] {
            let body = format!(
                r#"{{"device_code":"d1","user_code":"AB-CD","{key}":"https://x.example/d","expires_in":900}}"#
            );
            let code = code(&answer(200, &body), &[]).unwrap();
            assert_eq!(
                (code.user.as_str(), code.interval, code.lives),
                ("AB-CD", 5, 900)
            );
            assert_eq!(code.address, "https://x.example/d");
        }
        assert!(code(&answer(200, "{}"), &[]).is_err());
    }

    proptest! {
        #[test]
        fn any_answer_is_read_without_panic(status in 100_u16..600, body in ".{0,120}") {
            let _ = tokens(&answer(status, &body), &["x"]);
            let _ = code(&answer(status, &body), &[]);
        }
    }
}
