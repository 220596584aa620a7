//! Whom to believe: the machine's root certificates, and those of `ca-file`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

use super::{NetFault, TlsStream, with_timeout};

/// Limit for a TLS handshake.
pub const HANDSHAKE_LIMIT: Duration = Duration::from_secs(30);

/// A TLS client that believes the machine's root certificates and every certificate in `ca_file`
/// (PEM). A certificate of that file is believed as an issuer and, byte for byte, as the server's
/// own one: office servers show self-signed certificates marked as CA, which no issuer rule accepts
/// (RFC 5280 4.2.1.9; webpki says CaUsedAsEndEntity), whatever root is trusted.
///
/// # Errors
/// [`NetFault::CaFile`] or [`NetFault::Roots`].
pub fn tls(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, NetFault> {
    let own = ca_file.map_or_else(|| Ok(Vec::new()), certificates)?;
    let native = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(native.certs);
    roots.add_parsable_certificates(own.iter().cloned());
    let no_roots = |why: String| NetFault::Roots { why };
    if roots.is_empty() {
        let why = native
            .errors
            .first()
            .map_or_else(|| "none found".to_owned(), ToString::to_string);
        return Err(no_roots(why));
    }
    let provider = Arc::new(ring::default_provider());
    let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
        .build()
        .map_err(|error| no_roots(error.to_string()))?;
    let verifier = Arc::new(Verifier { chain, own });
    Ok(Arc::new(
        builder(provider)
            .map_err(|error| no_roots(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth(),
    ))
}

type Builder =
    tokio_rustls::rustls::ConfigBuilder<ClientConfig, tokio_rustls::rustls::WantsVerifier>;

fn builder(provider: Arc<CryptoProvider>) -> Result<Builder, Error> {
    ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, NetFault> {
    let wrong = |why: String| NetFault::CaFile {
        path: path.to_owned(),
        why,
    };
    let found = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| wrong(error.to_string()))?;
    if found.is_empty() {
        return Err(wrong("holds no certificate in PEM".to_owned()));
    }
    Ok(found)
}

/// Issuers by the book, and the operator's own certificates by identity.
#[derive(Debug)]
struct Verifier {
    chain: Arc<WebPkiServerVerifier>,
    own: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        // Its very key is trusted, so names and dates in it add nothing; the handshake still proves
        // that the server holds that key.
        if self
            .own
            .iter()
            .any(|own| own.as_ref() == end_entity.as_ref())
        {
            return Ok(ServerCertVerified::assertion());
        }
        self.chain
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chain.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chain.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.chain.supported_verify_schemes()
    }
}

/// TLS over `stream` with the server called `host`, within [`HANDSHAKE_LIMIT`]. Whoever upgrades a
/// plain connection (STARTTLS) must have seen its read buffer empty first.
///
/// # Errors
/// [`NetFault::Name`], [`NetFault::Certificate`] (with the remedy), [`NetFault::Tls`] or
/// [`NetFault::Timeout`].
pub async fn handshake<S>(
    config: Arc<ClientConfig>,
    host: &str,
    stream: S,
) -> Result<TlsStream<S>, NetFault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let name = ServerName::try_from(host.to_owned()).map_err(|_| NetFault::Name {
        host: host.to_owned(),
    })?;
    with_timeout(
        "TLS handshake",
        HANDSHAKE_LIMIT,
        TlsConnector::from(config).connect(name, stream),
    )
    .await?
    .map_err(|error| explain(host, &error))
}

fn explain(host: &str, error: &std::io::Error) -> NetFault {
    let host = host.to_owned();
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Error>());
    let Some(Error::InvalidCertificate(fault)) = inner else {
        return NetFault::Tls {
            host,
            why: error.to_string(),
        };
    };
    let own_ca =
        "put the server's certificate, or its issuer's, into a PEM file and name it as `ca-file`";
    let remedy = match fault {
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "set `host` to a name the certificate carries"
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's operator must renew it; check this machine's clock too"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "check the clock of this machine"
        }
        CertificateError::Revoked => {
            "it was revoked: do not use this server before its operator explains"
        }
        _ => own_ca,
    };
    NetFault::Certificate {
        host,
        why: fault.to_string(),
        remedy: remedy.to_owned(),
    }
}
