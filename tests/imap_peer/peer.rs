//! A scripted peer and what is read from it.

use nudged::mailbox::imap::{Session, Stumbles};
use nudged::mailbox::{Account, Cursor, FetchOutcome, Fetched, MailboxFault, Secret, TlsMode};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

pub(crate) fn account() -> Account {
    Account {
        name: "tracking".to_owned(),
        host: "imap.agency.example".to_owned(),
        port: 993,
        tls: TlsMode::Implicit,
        ca_file: None,
        user: "track@agency.example".to_owned(),
        proof: Secret::new("pa\"ss").into(),
        folders: vec![],
        read_only_extra: false,
        stumbles: Stumbles::default(),
    }
}

/// The server's end of the line.
pub(crate) struct Peer {
    pub(crate) line: BufReader<DuplexStream>,
}

impl Peer {
    pub(crate) async fn say(&mut self, text: &str) {
        self.line.write_all(text.as_bytes()).await.unwrap();
    }

    /// The next command: its tag and its text; `None` when the client is gone.
    pub(crate) async fn hear(&mut self) -> Option<(String, String)> {
        let mut line = String::new();
        if self.line.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        let (tag, text) = line.split_once(' ').unwrap_or((line, ""));
        Some((tag.to_owned(), text.to_owned()))
    }

    pub(crate) async fn expect(&mut self, start: &str) -> (String, String) {
        let (tag, text) = self
            .hear()
            .await
            .unwrap_or_else(|| panic!("gone before {start}"));
        assert!(text.starts_with(start), "{text:?} is not {start:?}");
        (tag, text)
    }

    /// Answers a command with data lines and a tagged OK.
    pub(crate) async fn ok(&mut self, start: &str, data: &str) -> String {
        let (tag, text) = self.expect(start).await;
        self.say(&format!("{data}{tag} OK done\r\n")).await;
        text
    }

    pub(crate) async fn log_in(&mut self, capabilities: &str) {
        self.say("* OK ready\r\n").await;
        self.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        let login = self.ok("LOGIN", "").await;
        assert_eq!(login, r#"LOGIN "track@agency.example" "pa\"ss""#);
        self.ok(
            "CAPABILITY",
            &format!("* CAPABILITY IMAP4rev1 {capabilities}\r\n"),
        )
        .await;
        self.ok("LIST", "* LIST () \"/\" INBOX\r\n").await;
    }

    pub(crate) async fn examine(&mut self, validity: u32, next: Option<u32>) {
        let next = next.map_or(String::new(), |next| {
            format!("* OK [UIDNEXT {next}] next\r\n")
        });
        self.ok(
            "EXAMINE \"INBOX\"",
            &format!("* 3 EXISTS\r\n* OK [UIDVALIDITY {validity}] v\r\n{next}"),
        )
        .await;
    }

    /// An overview of these UIDs.
    pub(crate) async fn overview(&mut self, uids: &[u32]) -> String {
        let lines: String = uids
            .iter()
            .map(|uid| format!("* {uid} FETCH (UID {uid} FLAGS () INTERNALDATE \"20-Nov-2026 09:30:00 +0800\" RFC822.SIZE 9)\r\n"))
            .collect();
        self.ok("UID FETCH", &lines).await
    }
}

pub(crate) fn mail(uid: u32) -> String {
    let body = format!("Subject: {uid}\r\n\r\nbody");
    format!(
        "* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{body})\r\n",
        body.len()
    )
}

pub(crate) fn subject(mail: &Fetched) -> u32 {
    let text = String::from_utf8(mail.raw.clone()).unwrap();
    text.lines()
        .next()
        .unwrap()
        .strip_prefix("Subject: ")
        .unwrap()
        .parse()
        .unwrap()
}

/// Runs `script` as the server; gives the client's end.
pub(crate) fn serve<F, Fut>(script: F) -> (DuplexStream, JoinHandle<()>)
where
    F: FnOnce(Peer) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let (ours, theirs) = tokio::io::duplex(4096);
    let peer = Peer {
        line: BufReader::new(theirs),
    };
    (ours, tokio::spawn(script(peer)))
}

pub(crate) struct Run {
    pub(crate) uids: Vec<u32>,
    pub(crate) end: Result<FetchOutcome, MailboxFault>,
}

pub(crate) async fn fetch(session: &mut Session, cursor: Option<Cursor>) -> Run {
    let folder = session.folders()[0].clone();
    let mut uids = vec![];
    let end = session
        .fetch_new(&folder, cursor, |mail| {
            assert_eq!(mail.uid, subject(&mail), "the right body for the right UID");
            uids.push(mail.uid);
            Ok(())
        })
        .await;
    Run { uids, end }
}

/// One session: log in, fetch from `cursor`, then whatever `script` does.
pub(crate) async fn one_fetch<F, Fut>(account: &Account, cursor: Option<Cursor>, script: F) -> Run
where
    F: FnOnce(Peer) -> Fut + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("IDLE").await;
        script(peer).await;
    });
    let mut session = Session::connect_stream(stream, account).await.unwrap();
    let run = fetch(&mut session, cursor).await;
    if run.end.is_err() {
        let bell = Notify::new();
        let again = tokio::time::timeout(
            Duration::from_secs(400),
            session.wait(Duration::from_secs(1), &bell),
        );
        assert!(
            again.await.unwrap().is_err(),
            "a session is dead after a fault"
        );
    }
    drop(session);
    peer.await.unwrap();
    run
}

pub(crate) const AT_2: Option<Cursor> = Some(Cursor {
    uidvalidity: 7,
    low_water: 2,
});
