//! OAuth2 against a token server of the test, and the tokens against a real Dovecot and Postfix.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "rig/mod.rs"]
mod rig;
#[path = "oauth/server.rs"]
mod server;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use nudged::clock::Clock;
use nudged::config::OAuthConfig;
use nudged::net::{Denial, Secret, TokenFault, Tokens};
use nudged::oauth::{DeviceLogin, Keeper, LoopbackLogin, Shelf};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use server::TokenServer;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const USER: &str = "track@studio.example";
/// No real second passes while a test waits for somebody to agree.
const HASTE: Duration = Duration::from_millis(2);
const DEVICE: &str = "provider = \"microsoft\"\nclient-id = \"app\"\ndevice-url = \"HERE/device\"";
const CODE: &str = r#"{"device_code":"canary-device","user_code":"AB-CD","verification_uri":"https://x.example/d","expires_in":600,"interval":1}"#;
const GIVEN: &str = r#"{"access_token":"canary-access-1","token_type":"Bearer","expires_in":3600,"refresh_token":"canary-refresh-1"}"#;
const AGAIN: &str = r#"{"access_token":"canary-access-2","token_type":"Bearer","expires_in":3600,"refresh_token":"canary-refresh-2"}"#;

fn clock() -> Clock {
    Clock::fake(DateTime::<Utc>::from_timestamp(1_800_000_000, 0).unwrap())
}

fn pass(clock: &Clock, minutes: i64) {
    clock.advance_to(clock.now() + TimeDelta::minutes(minutes));
}

async fn agree(oauth: &OAuthConfig, state: &Path, clock: &Clock) -> Result<(), TokenFault> {
    let login = DeviceLogin::begin(oauth).await?;
    assert_eq!(
        (login.address(), login.user_code()),
        ("https://x.example/d", "AB-CD")
    );
    login.finish(state, clock, HASTE).await
}

fn keeper(oauth: &OAuthConfig, state: &Path, clock: &Clock) -> Keeper {
    Keeper::new(oauth.clone(), USER, state, clock.clone())
}

async fn token(keeper: &Keeper) -> String {
    keeper.token().await.unwrap().expose().to_owned()
}

fn is_consent(fault: &TokenFault) -> bool {
    assert!(!fault.to_string().contains("canary"), "{fault}");
    let wanted = Denial::Consent("studio".to_owned());
    matches!(fault, TokenFault::Denied { denial, .. } if *denial == wanted)
}

#[tokio::test]
async fn a_device_login_waits_slows_down_and_keeps_its_tokens_for_their_owner() {
    let server = TokenServer::script(&[
        (200, CODE),
        (400, r#"{"error":"authorization_pending"}"#),
        (400, r#"{"error":"slow_down"}"#),
        (0, ""),
        (503, "busy"),
        (200, GIVEN),
    ]);
    let (oauth, state, clock) = (server.oauth(DEVICE), tempfile::tempdir().unwrap(), clock());
    agree(&oauth, state.path(), &clock).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[0].path, "/device");
    assert!(
        asked[0].says("scope").contains("offline_access"),
        "{asked:?}"
    );
    for asked in &asked[1..] {
        assert_eq!(asked.path, "/token");
        assert_eq!(
            asked.says("grant_type"),
            "urn:ietf:params:oauth:grant-type:device_code"
        );
        assert_eq!(
            (asked.says("client_id"), asked.says("device_code")),
            ("app", "canary-device")
        );
    }
    let path = Shelf::new(state.path(), "studio").path();
    let mode = std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    // What lies there is good without a question.
    assert_eq!(
        token(&keeper(&oauth, state.path(), &clock)).await,
        "canary-access-1"
    );
    assert_eq!(server.asked().len(), asked.len());
}

#[tokio::test]
async fn a_device_login_that_comes_to_nothing_says_why_and_keeps_nothing() {
    let pending = (400, r#"{"error":"authorization_pending"}"#);
    let short = CODE
        .replace("600", "30")
        .replace("\"interval\":1", "\"interval\":20");
    let cases: [(&[(u16, &str)], &str); 4] = [
        (
            &[(200, CODE), pending, (400, r#"{"error":"access_denied"}"#)],
            "access_denied",
        ),
        (
            &[(200, CODE), (400, r#"{"error":"expired_token"}"#)],
            "expired_token",
        ),
        (
            &[(200, &short), pending, pending, pending],
            "nobody agreed in time",
        ),
        (
            &[(400, r#"{"error":"unauthorized_client"}"#)],
            "unauthorized_client",
        ),
    ];
    for (script, why) in cases {
        let server = TokenServer::script(script);
        let (oauth, state) = (server.oauth(DEVICE), tempfile::tempdir().unwrap());
        let fault = agree(&oauth, state.path(), &clock()).await.unwrap_err();
        assert!(
            fault.needs_person() && fault.to_string().contains(why),
            "{fault}"
        );
        assert!(!fault.to_string().contains("canary"), "{fault}");
        assert!(!Shelf::new(state.path(), "studio").path().exists(), "{why}");
    }
}

#[tokio::test]
async fn a_token_is_refreshed_before_it_expires_and_its_refresh_token_rotates() {
    let third = AGAIN.replace("-2", "-3");
    let server = TokenServer::script(&[(200, CODE), (200, GIVEN), (200, AGAIN), (200, &third)]);
    let (oauth, state, clock) = (server.oauth(DEVICE), tempfile::tempdir().unwrap(), clock());
    agree(&oauth, state.path(), &clock).await.unwrap();
    let first = keeper(&oauth, state.path(), &clock);
    pass(&clock, 54);
    assert_eq!(token(&first).await, "canary-access-1");
    // Five minutes before the end another is had; several askers, here and in other processes, cause one question.
    pass(&clock, 2);
    let second = keeper(&oauth, state.path(), &clock);
    let (one, two, three) = tokio::join!(token(&first), token(&second), token(&first));
    assert_eq!([one, two, three], ["canary-access-2"; 3]);
    assert_eq!(server.asked().len(), 3);
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.says("refresh_token"), "canary-refresh-1");
    pass(&clock, 60);
    assert_eq!(token(&first).await, "canary-access-3");
    assert_eq!(
        server.asked().pop().unwrap().says("refresh_token"),
        "canary-refresh-2"
    );
    // What a mail server refused is not handed out again.
    first.refused(&Secret::new("canary-access-3"));
    assert!(first.token().await.is_err());
    assert_eq!(server.asked().len(), 5);
}

#[tokio::test]
async fn consent_that_was_taken_back_is_told_and_the_server_is_left_alone() {
    let gone = r#"{"error":"invalid_grant","error_description":"canary-refresh-1 was revoked"}"#;
    let server = TokenServer::script(&[
        (200, CODE),
        (200, GIVEN),
        (400, gone),
        (200, CODE),
        (200, AGAIN),
    ]);
    let (oauth, state, clock) = (server.oauth(DEVICE), tempfile::tempdir().unwrap(), clock());
    let keeper = keeper(&oauth, state.path(), &clock);
    assert!(
        is_consent(&keeper.token().await.unwrap_err()),
        "nobody has agreed yet"
    );
    agree(&oauth, state.path(), &clock).await.unwrap();
    pass(&clock, 61);
    for _ in 0..5 {
        let fault = keeper.token().await.unwrap_err();
        assert!(
            is_consent(&fault) && fault.to_string().contains("nudged login studio"),
            "{fault}"
        );
        pass(&clock, 2);
    }
    assert_eq!(server.asked().len(), 3);
    // Whoever agrees anew is not kept waiting for it.
    agree(&oauth, state.path(), &clock).await.unwrap();
    assert_eq!(token(&keeper).await, "canary-access-2");
}

#[tokio::test]
async fn an_outage_of_the_token_server_is_no_refusal_and_the_old_token_serves_to_its_end() {
    let server = TokenServer::script(&[
        (200, CODE),
        (200, GIVEN),
        (503, ""),
        (200, "<html>log in to the hotel</html>"),
        (0, ""),
        (200, AGAIN),
    ]);
    let (oauth, state, clock) = (server.oauth(DEVICE), tempfile::tempdir().unwrap(), clock());
    agree(&oauth, state.path(), &clock).await.unwrap();
    let keeper = keeper(&oauth, state.path(), &clock);
    pass(&clock, 56);
    for _ in 0..3 {
        assert_eq!(token(&keeper).await, "canary-access-1");
    }
    assert_eq!(server.asked().len(), 3, "asked again at once");
    pass(&clock, 5);
    for _ in 0..2 {
        let fault = keeper.token().await.unwrap_err();
        assert!(!fault.needs_person(), "{fault}");
        pass(&clock, 1);
    }
    assert_eq!(token(&keeper).await, "canary-access-2");
}

#[tokio::test]
async fn tokens_that_cannot_be_written_are_not_lost_while_the_daemon_lives() {
    let third = AGAIN.replace("-2", "-3");
    let server = TokenServer::script(&[(200, CODE), (200, GIVEN), (200, AGAIN), (200, &third)]);
    let (oauth, state, clock) = (server.oauth(DEVICE), tempfile::tempdir().unwrap(), clock());
    agree(&oauth, state.path(), &clock).await.unwrap();
    let keeper = keeper(&oauth, state.path(), &clock);
    // A folder where the new file would be: no user may write over it, root included.
    let blocked = state.path().join("oauth/studio.new");
    std::fs::create_dir_all(blocked.join("x")).unwrap();
    pass(&clock, 60);
    assert_eq!(token(&keeper).await, "canary-access-2");
    std::fs::remove_dir_all(blocked).unwrap();
    pass(&clock, 60);
    assert_eq!(token(&keeper).await, "canary-access-3");
    assert_eq!(
        server.asked().pop().unwrap().says("refresh_token"),
        "canary-refresh-2"
    );
    let kept = std::fs::read_to_string(Shelf::new(state.path(), "studio").path()).unwrap();
    assert!(kept.contains("canary-refresh-3"));
}

#[tokio::test]
async fn an_application_has_tokens_of_its_own_right_and_holds_them_in_memory() {
    let own = r#"{"access_token":"canary-own-1","expires_in":3599}"#;
    let next = r#"{"access_token":"canary-own-2","expires_in":3599}"#;
    let wrong =
        r#"{"error":"invalid_client","error_description":"AADSTS7000215: canary-secret is wrong"}"#;
    let server = TokenServer::script(&[(200, own), (200, next), (401, wrong)]);
    let state = tempfile::tempdir().unwrap();
    let secret = state.path().join("secret");
    std::fs::write(&secret, "canary-secret\n").unwrap();
    let oauth = server.oauth(&format!(
        "provider = \"microsoft\"\ngrant = \"client-credentials\"\ntenant = \"studio.example\"\nclient-id = \"app\"\n\
         client-secret-file = \"{}\"",
        secret.display()
    ));
    let clock = clock();
    let keeper = keeper(&oauth, state.path(), &clock);
    for _ in 0..3 {
        assert_eq!(token(&keeper).await, "canary-own-1");
    }
    let asked = server.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].says("grant_type"), "client_credentials");
    assert_eq!(asked[0].says("client_secret"), "canary-secret");
    assert_eq!(
        asked[0].says("scope"),
        "https://outlook.office365.com/.default"
    );
    pass(&clock, 56);
    assert_eq!(token(&keeper).await, "canary-own-2");
    pass(&clock, 61);
    let fault = keeper.token().await.unwrap_err();
    assert!(
        matches!(
            &fault,
            TokenFault::Denied {
                denial: Denial::Client,
                ..
            }
        ),
        "{fault}"
    );
    assert!(
        !format!("{fault} {fault:?} {keeper:?}").contains("canary"),
        "{fault}"
    );
    assert!(!state.path().join("oauth").exists());
}

#[tokio::test]
async fn a_service_account_signs_what_google_can_verify() {
    let made = Command::new("openssl")
        .args([
            "genpkey",
            "-algorithm",
            "RSA",
            "-pkeyopt",
            "rsa_keygen_bits:2048",
        ])
        .output();
    let Ok(made) = made else {
        return rig::skip("no openssl");
    };
    let pem = String::from_utf8(made.stdout).unwrap();
    let der = made_der(&pem);
    let given = r#"{"access_token":"canary-google","expires_in":3599}"#;
    let server = TokenServer::script(&[(200, given), (400, r#"{"error":"invalid_grant"}"#)]);
    let state = tempfile::tempdir().unwrap();
    let at = format!("http://127.0.0.1:{}/google", server.port);
    let key = serde_json::json!({
        "type": "service_account", "client_email": "nudged@studio.iam.example", "private_key_id": "k1",
        "private_key": pem, "token_uri": at,
    });
    let file = state.path().join("key.json");
    std::fs::write(&file, serde_json::to_string_pretty(&key).unwrap()).unwrap();
    let oauth = server.oauth(&format!(
        "provider = \"google\"\ngrant = \"service-account\"\nkey-file = \"{}\"",
        file.display()
    ));
    let clock = clock();
    let keeper = keeper(&oauth, state.path(), &clock);
    assert_eq!(token(&keeper).await, "canary-google");
    let asked = server.asked().remove(0);
    assert_eq!(asked.path, "/google");
    assert_eq!(
        asked.says("grant_type"),
        "urn:ietf:params:oauth:grant-type:jwt-bearer"
    );
    let (said, signature) = asked.says("assertion").rsplit_once('.').unwrap();
    let part = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let pair = RsaKeyPair::from_pkcs8(&der).unwrap();
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public().as_ref())
        .verify(said.as_bytes(), &part(signature))
        .unwrap();
    let (head, claims) = said.split_once('.').unwrap();
    let json = |text: &str| serde_json::from_slice::<serde_json::Value>(&part(text)).unwrap();
    assert_eq!(
        json(head),
        serde_json::json!({"alg": "RS256", "typ": "JWT", "kid": "k1"})
    );
    let claims = json(claims);
    assert_eq!(claims["sub"], USER);
    assert_eq!(claims["iss"], "nudged@studio.iam.example");
    assert_eq!(claims["aud"], at.as_str());
    assert_eq!(claims["scope"], "https://mail.google.com/");
    let (issued, ends) = (
        claims["iat"].as_i64().unwrap(),
        claims["exp"].as_i64().unwrap(),
    );
    assert!(issued <= 1_800_000_000 && ends - issued <= 3600, "{claims}");
    pass(&clock, 61);
    let fault = keeper.token().await.unwrap_err();
    assert!(
        matches!(
            &fault,
            TokenFault::Denied {
                denial: Denial::Key,
                ..
            }
        ),
        "{fault}"
    );
}

fn made_der(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    base64::engine::general_purpose::STANDARD
        .decode(body)
        .unwrap()
}

/// What the page said to a browser that came to the port with this query.
async fn browse(port: u16, query: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port))
        .await
        .unwrap();
    let asked = format!("GET /{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    stream.write_all(asked.as_bytes()).await.unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).await.unwrap();
    page
}

const LOOPBACK: &str = "provider = \"google\"\nclient-id = \"app\"\nclient-secret-command = \"echo canary-secret\"\n\
                        authorization-url = \"HERE/agree?hl=en\"";

#[tokio::test]
async fn a_browser_comes_back_to_this_machine_with_its_own_state_and_proof() {
    let server = TokenServer::script(&[(200, GIVEN)]);
    let (oauth, state, clock) = (
        server.oauth(LOOPBACK),
        tempfile::tempdir().unwrap(),
        clock(),
    );
    let login = Arc::new(LoopbackLogin::begin(&oauth, USER, 0).await.unwrap());
    let address = url::Url::parse(login.address()).unwrap();
    let said = |key: &str| {
        let mut pairs = address.query_pairs();
        pairs.find(|(name, _)| name == key).unwrap().1.into_owned()
    };
    assert_eq!(
        (said("hl"), said("response_type")),
        ("en".to_owned(), "code".to_owned())
    );
    assert_eq!(
        (said("login_hint"), said("access_type")),
        (USER.to_owned(), "offline".to_owned())
    );
    let port = login.port();
    assert_eq!(said("redirect_uri"), format!("http://127.0.0.1:{port}"));
    let waiting = Arc::clone(&login);
    let waiting = tokio::spawn(async move { waiting.returned().await });
    // Somebody else's page, a favicon, another login: none of them ends the wait.
    for other in [
        "?code=stolen&state=other",
        "favicon.ico",
        "?code=stolen",
        "?error=access_denied",
    ] {
        assert!(
            browse(port, other).await.starts_with("HTTP/1.1 404"),
            "{other}"
        );
    }
    let mine = format!("?code=canary-code&state={}&scope=x", said("state"));
    assert!(browse(port, &mine).await.starts_with("HTTP/1.1 200"));
    let returned = waiting.await.unwrap().unwrap();
    assert!(!format!("{returned:?} {login:?}").contains("canary-code"));
    // The same as copied from the address bar of another machine.
    assert_eq!(
        login.read(&format!("http://127.0.0.1:{port}/{mine}")),
        Some(Ok(returned.clone()))
    );
    let login = Arc::into_inner(login).unwrap();
    login.finish(returned, state.path(), &clock).await.unwrap();
    let asked = server.asked().remove(0);
    assert_eq!(
        (asked.says("code"), asked.says("client_secret")),
        ("canary-code", "canary-secret")
    );
    assert_eq!(asked.says("redirect_uri"), said("redirect_uri"));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(asked.says("code_verifier")));
    assert_eq!(said("code_challenge"), challenge);
    assert_eq!(said("code_challenge_method"), "S256");
    assert_eq!(
        token(&keeper(&oauth, state.path(), &clock)).await,
        "canary-access-1"
    );
}

#[tokio::test]
async fn a_no_in_the_browser_and_a_consent_without_refresh_are_told() {
    let server = TokenServer::script(&[(
        200,
        r#"{"access_token":"canary-access-1","expires_in":3600}"#,
    )]);
    let (oauth, state) = (server.oauth(LOOPBACK), tempfile::tempdir().unwrap());
    let begin = async || LoopbackLogin::begin(&oauth, USER, 0).await.unwrap();
    let answer = |login: &LoopbackLogin, what: &str| {
        let address = url::Url::parse(login.address()).unwrap();
        let state = address
            .query_pairs()
            .find(|(key, _)| key == "state")
            .unwrap()
            .1
            .into_owned();
        login
            .read(&format!("http://127.0.0.1:1/?{what}&state={state}"))
            .unwrap()
    };
    let login = begin().await;
    assert!(is_consent(
        &answer(&login, "error=access_denied").unwrap_err()
    ));
    let login = begin().await;
    let returned = answer(&login, "code=x").unwrap();
    let fault = login
        .finish(returned, state.path(), &clock())
        .await
        .unwrap_err();
    assert!(fault.to_string().contains("offline access"), "{fault}");
    assert!(!state.path().join("oauth/studio.json").exists());
}

/// The user of a token, as Dovecot asks the token server by introspection.
fn introspection(good: &'static str, user: &'static str) -> TokenServer {
    TokenServer::start(Box::new(move |asked| {
        let told = format!("{} {} {}", asked.path, asked.bearer, asked.says("token"));
        if told.contains(good) {
            (200, format!(r#"{{"active":true,"username":"{user}"}}"#))
        } else {
            (401, r#"{"active":false}"#.to_owned())
        }
    }))
}

/// A configuration of the rig's servers, its logins proven as `login` says.
fn configured(rig: &rig::Rig, state: &Path, login: &str) -> std::path::PathBuf {
    let (ports, ca) = (rig.ports(), rig.ca());
    let server = |port: u16| {
        format!(
            "host = \"localhost\"\nport = {port}\ntls = \"implicit\"\nca-file = {ca:?}\n\
             user = \"track@test.example\"\n{login}\n"
        )
    };
    let text = format!(
        "[tracking]\naddress = \"track@test.example\"\n[team]\nname = \"Studio\"\ndomains = [\"test.example\"]\n\
         [state]\ndir = {state:?}\n[[mailbox]]\n{}[outgoing]\n{}",
        server(ports.imaps),
        server(ports.smtps)
    );
    let file = state.join("nudged.toml");
    std::fs::write(&file, text).unwrap();
    file
}

fn checked(file: &Path) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_nudged"))
        .args(["check", "--config", file.to_str().unwrap()])
        .env("RUST_LOG", "trace")
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

#[test]
fn dovecot_and_postfix_take_the_token_of_a_command_and_refuse_another() {
    let Some(rig) = rig::Rig::start(&["track"]) else {
        return;
    };
    let server = introspection("canary-access-1", "track@test.example");
    rig.take_tokens(&format!("http://127.0.0.1:{}/introspect/", server.port));
    let state = tempfile::tempdir().unwrap();
    let good = configured(
        &rig,
        state.path(),
        "token-command = \"echo canary-access-1\"",
    );
    let (done, told) = checked(&good);
    assert!(done, "{told}");
    assert!(
        told.contains("INBOX") && told.contains("login to localhost"),
        "{told}"
    );
    assert!(!told.contains("canary"), "{told}");
    // The refusal comes in two steps, and the empty line between them is ours.
    let bad = configured(
        &rig,
        state.path(),
        "token-command = \"echo canary-other-9\"",
    );
    let (done, told) = checked(&bad);
    assert!(!done, "{told}");
    assert_eq!(
        told.matches("refused the access token").count(),
        2,
        "{told}"
    );
    assert!(!told.contains("canary"), "{told}");
    let (_, told) = checked(&configured(
        &rig,
        state.path(),
        "token-command = \"exit 7\"",
    ));
    assert!(
        told.contains("token-command") && told.contains('7'),
        "{told}"
    );
}

#[test]
fn a_token_that_was_agreed_to_logs_in_to_dovecot_and_postfix() {
    let Some(rig) = rig::Rig::start(&["track"]) else {
        return;
    };
    let introspected = introspection("canary-access-2", "track@test.example");
    rig.take_tokens(&format!(
        "http://127.0.0.1:{}/introspect/",
        introspected.port
    ));
    let agreed = GIVEN.replace("3600", "1");
    let server = TokenServer::script(&[(200, CODE), (200, &agreed), (200, AGAIN)]);
    let state = tempfile::tempdir().unwrap();
    let file = configured(&rig, state.path(), "oauth = \"studio\"");
    let at = format!("http://127.0.0.1:{}", server.port);
    let text = std::fs::read_to_string(&file).unwrap()
        + &format!("[[oauth]]\nname = \"studio\"\ntoken-url = \"{at}/token\"\n")
        + &DEVICE.replace("HERE", &at);
    std::fs::write(&file, text).unwrap();
    let (done, told) = checked(&file);
    assert!(!done && told.contains("nudged login studio"), "{told}");
    let login = Command::new(env!("CARGO_BIN_EXE_nudged"))
        .args(["login", "--config", file.to_str().unwrap()])
        .env("RUST_LOG", "trace")
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&[login.stdout, login.stderr].concat()).into_owned();
    assert!(login.status.success(), "{told}");
    assert!(
        told.contains("https://x.example/d") && told.contains("AB-CD"),
        "{told}"
    );
    assert!(!told.contains("canary"), "{told}");
    // The first token is over by now: check refreshes it, once for both servers.
    std::thread::sleep(Duration::from_millis(1100));
    let (done, told) = checked(&file);
    assert!(done, "{told}");
    assert!(!told.contains("canary"), "{told}");
    assert_eq!(server.asked().len(), 3);
}
