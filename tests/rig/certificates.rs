//! A certificate authority and what it signed.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{finish, libfaketime};

/// Days a certificate holds.
const DAYS: &str = "10950";

/// A CA and a leaf: rustls takes no CA certificate for a server's own. Where libfaketime is, they are
/// valid from 2020 to 2049, so that a daemon whose clock was moved takes them as well.
pub(super) fn make(root: &Path) {
    let path = |name: &str| root.join(name).to_str().unwrap().to_owned();
    let leaf = "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n";
    fs::write(root.join("leaf.ext"), leaf).unwrap();
    let key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
    ];
    let (ca_key, ca, leaf_key, request) = (
        path("ca.key"),
        path("ca.pem"),
        path("leaf.key"),
        path("leaf.csr"),
    );
    let ca_only = [
        "-days",
        DAYS,
        "-subj",
        "/CN=test CA",
        "-addext",
        "basicConstraints=critical,CA:TRUE",
    ];
    let usage = ["-addext", "keyUsage=critical,keyCertSign", "-out", &ca];
    openssl(&[&["req", "-x509"], &key[..], &[&ca_key], &ca_only, &usage].concat());
    openssl(
        &[
            &["req"],
            &key[..],
            &[&leaf_key, "-subj", "/CN=localhost", "-out", &request],
        ]
        .concat(),
    );
    let sign = [
        "x509",
        "-req",
        "-CAcreateserial",
        "-days",
        DAYS,
        "-in",
        &request,
        "-CA",
        &ca,
        "-CAkey",
        &ca_key,
    ];
    openssl(
        &[
            &sign[..],
            &["-extfile", &path("leaf.ext"), "-out", &path("leaf.pem")],
        ]
        .concat(),
    );
}

fn openssl(arguments: &[&str]) {
    let mut command = Command::new("openssl");
    if let Some(library) = libfaketime() {
        command
            .env("LD_PRELOAD", library)
            .env("FAKETIME", "@2020-01-01 00:00:00");
    }
    finish(command.args(arguments));
}
