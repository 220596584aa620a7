//! A token server that follows a script: each question takes the next answer.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use nudged::config::{self, Config, OAuthConfig};

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) form: HashMap<String, String>,
    /// The header `Authorization`.
    pub(crate) bearer: String,
}

impl Asked {
    pub(crate) fn says(&self, key: &str) -> &str {
        self.form.get(key).map_or("", String::as_str)
    }
}

/// Answers by what is asked, or by the script.
type Answer = dyn FnMut(&Asked) -> (u16, String) + Send;

pub(crate) struct TokenServer {
    pub(crate) port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl TokenServer {
    /// Answers in this order; a status of 0 hangs up, and what comes after the last is 500.
    pub(crate) fn script(answers: &[(u16, &str)]) -> Self {
        let mut answers: VecDeque<(u16, String)> = answers
            .iter()
            .map(|(status, body)| (*status, (*body).to_owned()))
            .collect();
        Self::start(Box::new(move |_| {
            answers.pop_front().unwrap_or((500, String::new()))
        }))
    }

    pub(crate) fn start(mut answer: Box<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Some((stream, asked)) = hear(stream.unwrap()) else {
                    continue;
                };
                heard.lock().unwrap().push(asked.clone());
                let (status, body) = answer(&asked);
                if status != 0 {
                    reply(stream, status, &body);
                }
            }
        });
        Self { port, asked }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// A configuration with an `[[oauth]]` at this server, in the very words of a file.
    pub(crate) fn config(&self, keys: &str) -> Config {
        let port = self.port;
        let text = format!(
            "[tracking]\naddress = \"track@studio.example\"\n[team]\nname = \"Studio\"\ndomains = [\"studio.example\"]\n\
             [[oauth]]\nname = \"studio\"\ntoken-url = \"http://127.0.0.1:{port}/token\"\n{keys}\n"
        );
        let text = text.replace("HERE", &format!("http://127.0.0.1:{port}"));
        config::parse(&text, std::path::Path::new("/etc/nudged")).unwrap_or_else(|f| panic!("{f}"))
    }

    pub(crate) fn oauth(&self, keys: &str) -> OAuthConfig {
        self.config(keys).oauth.remove(0)
    }
}

fn hear(stream: TcpStream) -> Option<(TcpStream, Asked)> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let (mut length, mut bearer) = (0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? <= 2 {
            break;
        }
        let (key, value) = line.split_once(':')?;
        match key.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => bearer = value.trim().to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let form = url::form_urlencoded::parse(&body).into_owned().collect();
    let path = first.split(' ').nth(1)?.to_owned();
    Some((stream, Asked { path, form, bearer }))
}

/// In chunks, as Microsoft and Google answer.
fn reply(mut stream: TcpStream, status: u16, body: &str) {
    let mut text = format!(
        "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    if !body.is_empty() {
        text.push_str(&format!("{:x}\r\n{body}\r\n", body.len()));
    }
    text.push_str("0\r\n\r\n");
    let _ = stream.write_all(text.as_bytes());
}
