//! What a Google service account signs to get a token in a user's name (RFC 7523, RS256).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::Value;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;

use crate::net::{Secret, WebAddress};

/// How long it counts, seconds; Google takes at most an hour.
const LIVES: i64 = 3600;
/// A clock that is ahead of Google's by less than this does no harm, seconds.
const AHEAD: i64 = 60;

/// A service account's key as Google's JSON file has it.
pub(super) struct ServiceKey {
    email: String,
    id: Option<String>,
    pair: RsaKeyPair,
    /// Where it says its tokens are given out.
    pub(super) token_url: Option<WebAddress>,
}

impl ServiceKey {
    /// Reads the file.
    pub(super) fn read(text: &Secret) -> Result<Self, &'static str> {
        let json: Value = serde_json::from_str(text.expose())
            .map_err(|_| "the key is no JSON file of Google's")?;
        let text = |key: &str| json.get(key).and_then(Value::as_str);
        let email = text("client_email").ok_or("the key names no client_email")?;
        let pem = text("private_key").ok_or("the key holds no private_key")?;
        let der = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| "the private_key is no PEM")?;
        let pair = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der())
            .map_err(|_| "the private_key is no RSA key")?;
        Ok(Self {
            email: email.to_owned(),
            id: text("private_key_id").map(str::to_owned),
            pair,
            token_url: text("token_uri").and_then(WebAddress::parse),
        })
    }

    /// Asks for a token in the name of `user`.
    pub(super) fn assertion(
        &self,
        user: &str,
        scope: &str,
        audience: &str,
        now: DateTime<Utc>,
    ) -> Result<Secret, &'static str> {
        let issued = now.timestamp().saturating_sub(AHEAD);
        let mut header = serde_json::json!({"alg": "RS256", "typ": "JWT"});
        if let (Some(id), Some(header)) = (&self.id, header.as_object_mut()) {
            header.insert("kid".to_owned(), id.as_str().into());
        }
        let claims = serde_json::json!({
            "iss": self.email, "sub": user, "scope": scope, "aud": audience,
            "iat": issued, "exp": issued.saturating_add(LIVES),
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let said = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0; self.pair.public().modulus_len()];
        let random = SystemRandom::new();
        self.pair
            .sign(&RSA_PKCS1_SHA256, &random, said.as_bytes(), &mut signature)
            .map_err(|_| "the private_key does not sign")?;
        Ok(Secret::new(format!(
            "{said}.{}",
            URL_SAFE_NO_PAD.encode(signature)
        )))
    }
}

impl std::fmt::Debug for ServiceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServiceKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_key_is_told_without_a_word_of_it() {
        for (text, why) in [
            ("canary", "no JSON"),
            ("{}", "client_email"),
            (r#"{"client_email":"x"}"#, "private_key"),
            (r#"{"client_email":"x","private_key":"canary"}"#, "no PEM"),
        ] {
            let told = ServiceKey::read(&Secret::new(text)).unwrap_err();
            assert!(told.contains(why) && !told.contains("canary"), "{told}");
        }
    }
}
