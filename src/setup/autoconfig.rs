//! Mozilla's autoconfig file (`config-v1.1.xml`): the servers a domain names for mail programs.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Endpoint, Servers};
use crate::config::Tls;
use crate::model::Address;

/// Events read of one file; real ones have some hundred.
const EVENTS: usize = 20_000;

/// A server of the file.
#[derive(Debug, Default)]
struct Server {
    kind: String,
    host: String,
    port: String,
    socket: String,
    user: String,
}

/// The first IMAP and the first SMTP server of a file that speak TLS; `None` where one is missing, or
/// the text is no such file. Plain text is never taken.
pub(super) fn read(text: &str, address: &Address) -> Option<Servers> {
    let servers = all(text)?;
    let first = |kind: &str| {
        let mut of_kind = servers.iter().filter(|server| server.kind == kind);
        of_kind.find_map(|server| {
            let tls = match server.socket.to_ascii_uppercase().as_str() {
                "SSL" => Tls::Implicit,
                "STARTTLS" => Tls::Starttls,
                _ => return None,
            };
            let endpoint = Endpoint {
                host: host(&filled(&server.host, address))?,
                port: server.port.parse().ok().filter(|port| *port > 0)?,
                tls,
            };
            let user = match filled(&server.user, address) {
                user if user.is_empty() || user.contains(['%', '\r', '\n']) => {
                    address.as_str().to_owned()
                }
                user => user,
            };
            Some((endpoint, user))
        })
    };
    let (imap, imap_user) = first("imap")?;
    let (smtp, smtp_user) = first("smtp")?;
    Some(Servers {
        imap,
        smtp,
        imap_user,
        smtp_user,
    })
}

/// A host name, if it is one.
fn host(text: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let name = text.trim().to_ascii_lowercase();
    (name.contains('.') && name.chars().all(fits)).then_some(name)
}

/// The placeholders of the format.
fn filled(text: &str, address: &Address) -> String {
    text.trim()
        .replace("%EMAILADDRESS%", address.as_str())
        .replace("%EMAILLOCALPART%", address.local())
        .replace("%EMAILDOMAIN%", address.domain())
}

fn all(text: &str) -> Option<Vec<Server>> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut servers, mut open, mut field) = (Vec::new(), None::<Server>, String::new());
    for _ in 0..EVENTS {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let name = name(&tag);
                if matches!(name.as_str(), "incomingServer" | "outgoingServer") {
                    open = Some(Server {
                        kind: kind(&tag)?,
                        ..Server::default()
                    });
                }
                field = name;
            }
            Event::End(tag) => {
                field.clear();
                let name = tag.name();
                if matches!(name.as_ref(), "incomingServer" | "outgoingServer") {
                    servers.extend(open.take());
                }
            }
            Event::Text(text) => {
                if let Some(server) = &mut open {
                    let part = match field.as_str() {
                        "hostname" => &mut server.host,
                        "port" => &mut server.port,
                        "socketType" => &mut server.socket,
                        "username" => &mut server.user,
                        _ => continue,
                    };
                    part.push_str(&text.xml10_content());
                }
            }
            Event::DocType(_) => return None,
            Event::Eof => return Some(servers),
            _ => {}
        }
    }
    None
}

fn name(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_owned()
}

/// The `type` attribute.
fn kind(tag: &BytesStart<'_>) -> Option<String> {
    let kind = tag.try_get_attribute("type").ok()??;
    Some(kind.value.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = r#"<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="studio.example"><domain>studio.example</domain>
<incomingServer type="pop3"><hostname>pop.studio.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
<incomingServer type="imap"><hostname>plain.studio.example</hostname><port>143</port><socketType>plain</socketType></incomingServer>
<incomingServer type="imap"><hostname>mx7.host.example</hostname><port>993</port><socketType>SSL</socketType>
  <username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.%EMAILDOMAIN%</hostname><port>587</port><socketType>STARTTLS</socketType>
  <username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>"#;

    fn anna() -> Address {
        Address::parse("anna@studio.example").unwrap()
    }

    #[test]
    fn the_first_servers_with_tls_are_taken() {
        let servers = read(FILE, &anna()).unwrap();
        assert_eq!(servers.imap.host, "mx7.host.example");
        assert_eq!((servers.imap.port, servers.imap.tls), (993, Tls::Implicit));
        assert_eq!(servers.smtp.host, "smtp.studio.example");
        assert_eq!((servers.smtp.port, servers.smtp.tls), (587, Tls::Starttls));
        assert_eq!(servers.imap_user, "anna");
        assert_eq!(servers.smtp_user, "anna@studio.example");
    }

    #[test]
    fn what_is_half_or_foreign_is_nothing() {
        for text in [
            "",
            "<html><body>not found</body></html>",
            &FILE.replace("STARTTLS", "plain"),
            &FILE.replace("mx7.host.example", "mx7 host"),
            &FILE.replace(
                "<?xml version=\"1.0\"?>",
                "<!DOCTYPE x [<!ENTITY a \"b\">]>",
            ),
            &FILE.replace(">993<", ">99999<"),
        ] {
            assert_eq!(read(text, &anna()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".{0,200}", at in 0_usize..900) {
            let _ = read(&text, &anna());
            let cut: String = FILE.chars().take(at).chain(text.chars()).collect();
            let _ = read(&cut, &anna());
        }
    }
}
