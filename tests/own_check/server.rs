//! A name server on loopback, by UDP and TCP, that answers as it is told.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;

/// What a name gives.
#[derive(Clone)]
pub(crate) enum Answer {
    /// One TXT record, cut into strings of 255 bytes, and its TTL in seconds.
    Txt(String, u32),
    /// The name exists, without a TXT record.
    Nothing,
    /// A CNAME.
    Alias(String),
    /// SERVFAIL.
    Failure,
    /// No answer at all.
    Silence,
    /// Bytes that are no DNS message.
    Noise,
}

/// The server; a name nobody told it of does not exist.
pub(crate) struct Server {
    pub(crate) at: SocketAddr,
    names: Arc<Mutex<HashMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let (udp, tcp) = loop {
            let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
            if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()) {
                break (udp, tcp);
            }
        };
        let server = Self {
            at: udp.local_addr().unwrap(),
            names: Arc::default(),
            asked: Arc::default(),
        };
        let (names, asked) = (Arc::clone(&server.names), Arc::clone(&server.asked));
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok((size, peer)) = udp.recv_from(&mut buffer) {
                let answer = respond(&buffer[..size], &names, &asked);
                if let Some(mut answer) = answer {
                    if answer.len() > 1232 {
                        // Truncated: asked again by TCP.
                        answer.truncate(question_end(&answer));
                        answer[2] |= 0b10;
                        answer[6..12].fill(0);
                    }
                    let _ = udp.send_to(&answer, peer);
                }
            }
        });
        let (names, asked) = (Arc::clone(&server.names), Arc::clone(&server.asked));
        thread::spawn(move || {
            for stream in tcp.incoming() {
                let (names, asked) = (Arc::clone(&names), Arc::clone(&asked));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let mut length = [0; 2];
                    while stream.read_exact(&mut length).is_ok() {
                        let mut query = vec![0; usize::from(u16::from_be_bytes(length))];
                        stream.read_exact(&mut query).unwrap();
                        if let Some(answer) = respond(&query, &names, &asked) {
                            let size = u16::try_from(answer.len()).unwrap();
                            let _ = stream.write_all(&size.to_be_bytes());
                            let _ = stream.write_all(&answer);
                        }
                    }
                });
            }
        });
        server
    }

    pub(crate) fn tell(&self, name: &str, answer: Answer) -> &Self {
        self.names.lock().unwrap().insert(name.to_owned(), answer);
        self
    }

    /// A TXT record for an hour.
    pub(crate) fn text(&self, name: &str, text: &str) -> &Self {
        self.tell(name, Answer::Txt(text.to_owned(), 3600))
    }

    /// The names asked for so far, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn question_end(message: &[u8]) -> usize {
    let mut at = 12;
    while message[at] != 0 {
        at += usize::from(message[at]) + 1;
    }
    at + 5
}

fn name(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for label in text.split('.') {
        out.push(u8::try_from(label.len()).unwrap());
        out.extend(label.as_bytes());
    }
    out.push(0);
    out
}

fn record(kind: u16, ttl: u32, data: &[u8]) -> Vec<u8> {
    let mut out = vec![0xc0, 12];
    out.extend(kind.to_be_bytes());
    out.extend(1_u16.to_be_bytes());
    out.extend(ttl.to_be_bytes());
    out.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
    out.extend(data);
    out
}

fn respond(
    query: &[u8],
    names: &Mutex<HashMap<String, Answer>>,
    asked: &Mutex<Vec<String>>,
) -> Option<Vec<u8>> {
    let end = question_end(query);
    let mut labels = Vec::new();
    let mut at = 12;
    while query[at] != 0 {
        let length = usize::from(query[at]);
        labels.push(String::from_utf8_lossy(&query[at + 1..=at + length]).to_lowercase());
        at += length + 1;
    }
    let wanted = labels.join(".");
    asked.lock().unwrap().push(wanted.clone());
    let known = names.lock().unwrap().get(&wanted).cloned();
    let (code, answer) = match known {
        Some(Answer::Txt(text, ttl)) => {
            let mut data = Vec::new();
            for piece in text.as_bytes().chunks(255) {
                data.push(u8::try_from(piece.len()).unwrap());
                data.extend(piece);
            }
            (0, Some(record(16, ttl, &data)))
        }
        Some(Answer::Alias(target)) => (0, Some(record(5, 60, &name(&target)))),
        Some(Answer::Nothing) => (0, None),
        Some(Answer::Failure) => (2, None),
        Some(Answer::Silence) => return None,
        Some(Answer::Noise) => return Some(b"this is no answer".to_vec()),
        None => (3, None),
    };
    let mut out = query[..2].to_vec();
    out.extend([0x81, 0x80 | code, 0, 1]);
    out.extend([0, u8::from(answer.is_some())]);
    out.extend([0, u8::from(answer.is_none() && code != 2), 0, 0]);
    out.extend(&query[12..end]);
    match answer {
        Some(answer) => out.extend(answer),
        None if code != 2 => {
            // SOA of the root, so that the negative answer may be kept (RFC 2308).
            let mut data = name("ns.example");
            data.extend(name("admin.example"));
            for number in [1_u32, 3600, 600, 86400, 300] {
                data.extend(number.to_be_bytes());
            }
            out.extend(record(6, 300, &data));
        }
        None => {}
    }
    Some(out)
}
