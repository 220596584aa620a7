//! Keys made in the test, of any size, and mails signed with them.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_auth::common::crypto::{Algorithm, DkimKey, Ed25519Key, RsaKey, Sha256, SigningKey};
use mail_auth::common::headers::{HeaderWriter as _, Writable};
use mail_auth::dkim::{Canonicalization, DkimSigner};
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// An RSA key pair: DER, and the record of its public half. `None` without openssl: ring makes none.
fn rsa(bits: u32) -> Option<(Vec<u8>, String)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key.der");
    let size = format!("rsa_keygen_bits:{bits}");
    let kind = ["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", &size];
    openssl(
        &[
            &kind[..],
            &["-outform", "DER", "-out", &file.to_string_lossy()],
        ]
        .concat(),
    )?;
    let public = ["pkey", "-inform", "DER", "-pubout", "-outform", "DER"];
    let public = openssl(&[&public[..], &["-in", &file.to_string_lossy()]].concat())?;
    let record = format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(public));
    Some((std::fs::read(file).unwrap(), record))
}

fn openssl(arguments: &[&str]) -> Option<Vec<u8>> {
    let done = Command::new("openssl").args(arguments).output().ok()?;
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "openssl {arguments:?}: {told}");
    Some(done.stdout)
}

/// 2048 bit, or Ed25519 where there is no openssl; and its record.
pub(crate) fn strong() -> (DkimKey, &'static str) {
    static KEY: OnceLock<Option<(Vec<u8>, String)>> = OnceLock::new();
    static OTHER: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    match KEY.get_or_init(|| rsa(2048)) {
        Some((der, record)) => {
            let der = PrivateKeyDer::try_from(der.as_slice()).unwrap();
            let key: RsaKey<Sha256> = RsaKey::from_key_der(der).unwrap();
            (key.into(), record)
        }
        None => {
            let (der, record) = OTHER.get_or_init(|| {
                let der = Ed25519Key::generate_pkcs8().unwrap();
                let record = published(&Ed25519Key::from_pkcs8_der(&der).unwrap());
                (der, record)
            });
            (Ed25519Key::from_pkcs8_der(der).unwrap().into(), record)
        }
    }
}

/// 768 bit, refused everywhere (RFC 8301), and its record. ring signs with nothing so small.
pub(crate) struct Weak(Vec<u8>);

pub(crate) fn weak() -> Option<(Weak, String)> {
    rsa(768).map(|(der, record)| (Weak(der), record))
}

impl SigningKey for Weak {
    type Hasher = Sha256;

    fn sign(&self, input: impl Writable) -> mail_auth::Result<Vec<u8>> {
        let mut data = Vec::new();
        input.write(&mut data);
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path: &Path = folder.path();
            let path = path.join(name).to_string_lossy().into_owned();
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let (key, text) = (file("key", &self.0), file("text", &data));
        let how = ["dgst", "-sha256", "-keyform", "DER", "-sign", &key, &text];
        Ok(openssl(&how).unwrap())
    }

    fn algorithm(&self) -> Algorithm {
        Algorithm::RsaSha256
    }
}

fn published(key: &Ed25519Key) -> String {
    format!(
        "v=DKIM1; k=ed25519; p={}",
        STANDARD.encode(key.public_key())
    )
}

/// An Ed25519 key and its record (RFC 8463).
pub(crate) fn edwards() -> (Ed25519Key, String) {
    let pkcs8 = Ed25519Key::generate_pkcs8().unwrap();
    let key = Ed25519Key::from_pkcs8_der(&pkcs8).unwrap();
    let record = published(&key);
    (key, record)
}

/// How a mail is signed.
#[derive(Clone, Copy)]
pub(crate) struct Sign<'a> {
    pub(crate) domain: &'a str,
    pub(crate) headers: &'a [&'a str],
    pub(crate) simple: bool,
    pub(crate) length: bool,
    /// Seconds it is good for; 0: for ever.
    pub(crate) expires: u64,
}

impl Default for Sign<'_> {
    fn default() -> Self {
        Self {
            domain: "client.example",
            headers: &["From", "To", "Subject", "Date", "Message-ID"],
            simple: false,
            length: false,
            expires: 0,
        }
    }
}

/// The mail with a signature of selector `s1` on top.
pub(crate) fn sign(raw: &str, key: impl SigningKey, how: Sign<'_>) -> String {
    let form = match how.simple {
        true => Canonicalization::Simple,
        false => Canonicalization::Relaxed,
    };
    let signature = DkimSigner::from_key(key)
        .domain(how.domain)
        .selector("s1")
        .headers(how.headers.iter().copied())
        .header_canonicalization(form)
        .body_canonicalization(form)
        .body_length(how.length)
        .expiration(how.expires)
        .sign(raw.as_bytes())
        .unwrap();
    format!("{}{raw}", signature.to_header())
}
