//! Conversations by script: what is asked, what is written.

use std::collections::VecDeque;
use std::io;
use std::os::unix::fs::PermissionsExt as _;

use clap::Parser as _;

use super::*;
use crate::net::Secret;

/// Answers in order; everything said is kept.
#[derive(Default)]
struct Script {
    answers: VecDeque<&'static str>,
    asked: Vec<String>,
    said: String,
    silent: bool,
}

impl Talk for Script {
    fn answers(&self) -> bool {
        !self.silent
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        self.said += text;
        self.said.push('\n');
        Ok(())
    }

    fn ask(&mut self, question: &str) -> io::Result<String> {
        self.asked.push(question.to_owned());
        let next = self.answers.pop_front();
        next.map(str::to_owned)
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn ask_unseen(&mut self, question: &str) -> io::Result<Secret> {
        self.ask(question).map(Secret::new)
    }
}

#[derive(clap::Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

struct Case {
    folder: tempfile::TempDir,
    script: Script,
    ended: anyhow::Result<()>,
}

impl Case {
    fn config(&self) -> config::Config {
        let path = self.folder.path().join("nudged.toml");
        config::load(&path).unwrap_or_else(|f| panic!("{f}\n{}", self.script.said))
    }

    fn fault(&self) -> String {
        format!("{:#}", self.ended.as_ref().unwrap_err())
    }
}

fn play(flags: &[&str], answers: Option<&[&'static str]>, language: Language) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("nudged.toml");
    let mut script = Script {
        answers: answers.unwrap_or_default().iter().copied().collect(),
        silent: answers.is_none(),
        ..Script::default()
    };
    let line = ["init", "--config", config.to_str().unwrap(), "--offline"];
    let args = Line::try_parse_from(line.iter().chain(flags)).unwrap().args;
    let ended = set_up(&args, &mut script, language);
    Case {
        folder,
        script,
        ended,
    }
}

#[test]
fn a_conversation_in_chinese_ends_in_a_configuration() {
    let case = play(
        &[],
        Some(&[
            "不是地址",
            "genzong@qq.com",
            "sixteen-letters!",
            "晴川设计",
            "qq.com",
            "-",
            "",
            "许晴 <qing@qq.com>",
            "Tom Reed <tom@reed.example> en",
            "",
            "",
            "Beijing",
            "Asia/Shanghai",
            "",
            "",
            "qing@qq.com",
            "",
        ]),
        Language::Zh,
    );
    case.ended
        .as_ref()
        .unwrap_or_else(|f| panic!("{f:#}\n{}", case.script.said));
    let config = case.config();
    config.for_run().unwrap();
    let world = &config.world;
    assert_eq!(world.team.name, "晴川设计");
    assert_eq!(world.team.members.len(), 2);
    assert_eq!(world.team.members[1].language, Some(Language::En));
    assert_eq!(world.team.holidays, ["CN"]);
    assert_eq!(
        (world.team.language, world.policy.mode.as_str()),
        (Language::Zh, "observe")
    );
    assert_eq!(world.summary.to[0].as_str(), "qing@qq.com");
    assert_eq!(world.caps.total_an_hour, 3);
    let said = &case.script.said;
    for part in [
        "生成授权码",
        "QQ 邮箱",
        "没有连接任何服务器",
        "每小时最多发出 3 封",
        "Asia/Shanghai",
        "nudged run --config",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    assert!(!said.contains("sixteen-letters!"), "{said}");
    // The secret lies outside, its owner's only.
    let secret = case.folder.path().join("credentials/tracking");
    assert_eq!(
        std::fs::read_to_string(&secret).unwrap(),
        "sixteen-letters!\n"
    );
    let mode = std::fs::metadata(&secret).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    assert_eq!(
        config.mailboxes[0]
            .login
            .password()
            .unwrap()
            .unwrap()
            .expose(),
        "sixteen-letters!"
    );
    let text = std::fs::read_to_string(&config.path).unwrap();
    assert!(
        !text.contains("sixteen") && text.contains("# 团队"),
        "{text}"
    );
}

#[test]
fn silence_is_told_all_that_is_missing_at_once() {
    let case = play(&["--zone", "Munich", "--mode", "loud"], None, Language::En);
    let fault = case.fault();
    assert!(case.ended.as_ref().unwrap_err().is::<BadUse>());
    for flag in [
        "--address",
        "--team",
        "--member",
        "--password-file",
        "--zone",
        "--mode",
        "Europe/Berlin",
    ] {
        assert!(fault.contains(flag), "{flag} in\n{fault}");
    }
    assert!(
        !fault.contains("--calendars") && !fault.contains("--language"),
        "{fault}"
    );
    assert_eq!(std::fs::read_dir(case.folder.path()).unwrap().count(), 0);
}

#[test]
fn flags_alone_are_enough() {
    let folder = tempfile::tempdir().unwrap();
    let password = folder.path().join("given");
    std::fs::write(&password, "from a file\n").unwrap();
    let flags = [
        "--address",
        "Track@Studio.example",
        "--imap",
        "mx.studio.example",
        "--smtp",
        "mx.studio.example:587",
        "--password-file",
        password.to_str().unwrap(),
        "--team",
        "Süd \"Studio\"",
        "--member",
        "Eva <eva@studio.example>",
        "--zone",
        "Europe/Berlin",
        "--user",
        "track",
    ];
    let case = play(&flags, None, Language::En);
    case.ended.as_ref().unwrap_or_else(|f| panic!("{f:#}"));
    let config = case.config();
    assert_eq!(config.world.team.name, "Süd \"Studio\"");
    assert_eq!(config.world.team.domains, ["studio.example"]);
    assert_eq!(config.world.team.holidays, ["DE"]);
    assert_eq!(config.mailboxes[0].user, "track");
    let outgoing = config.outgoing.as_ref().unwrap();
    assert_eq!(
        (outgoing.port, outgoing.tls),
        (587, crate::config::Tls::Starttls)
    );
    assert_eq!(
        outgoing.login.password().unwrap().unwrap().expose(),
        "from a file"
    );
    assert!(case.script.asked.is_empty());
}

#[test]
fn nothing_is_written_over_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nudged.toml");
    std::fs::write(&path, "mine\n").unwrap();
    let init = |force: bool| {
        let mut script = Script {
            silent: true,
            ..Script::default()
        };
        let mut line = vec![
            "init",
            "--config",
            path.to_str().unwrap(),
            "--offline",
            "--address",
            "a@gmail.com",
            "--team",
            "A",
            "--member",
            "b@b.example",
            "--zone",
            "Asia/Tokyo",
            "--password-command",
            "pass a",
        ];
        line.extend(force.then_some("--force"));
        let args = Line::try_parse_from(line).unwrap().args;
        set_up(
            &Args {
                password_command: None,
                password_file: Some(path.clone()),
                ..args
            },
            &mut script,
            Language::En,
        )
    };
    let fault = init(false).unwrap_err();
    assert!(
        fault.is::<BadUse>() && fault.to_string().contains("--force"),
        "{fault}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine\n");
    init(true).unwrap();
    let kept = folder.path().join("nudged.toml.before");
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "mine\n");
    let config = config::load(&path).unwrap();
    assert_eq!(
        config.world.security.trusted_authserv_ids,
        ["mx.google.com"]
    );
    assert_eq!(config.world.caps.total_an_hour, 16);
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_the_first_question() {
    let mut script = Script::default();
    let args = Line::try_parse_from(["init", "--config", "/proc/nudged/nudged.toml"])
        .unwrap()
        .args;
    let fault = set_up(&args, &mut script, Language::Zh).unwrap_err();
    assert!(
        fault.is::<BadUse>() && fault.to_string().contains("请用 sudo 运行"),
        "{fault}"
    );
    assert!(script.asked.is_empty());
}

#[test]
fn a_provider_that_takes_no_password_is_told_before_one_is_asked_for() {
    for (language, word) in [
        (Language::En, "OAuth2"),
        (Language::Zh, "任何密码都无法使用"),
    ] {
        let flags = [
            "--yes",
            "--address",
            "pm@hotmail.com",
            "--team",
            "S",
            "--domain",
            "-",
        ];
        let flags = [
            &flags[..],
            &[
                "--member",
                "a@b.example",
                "--zone",
                "UTC",
                "--password-stdin",
            ],
        ]
        .concat();
        let case = play(&flags, None, language);
        assert!(case.fault().contains(word), "{}", case.fault());
        let case = play(&[], Some(&["pm@hotmail.com"]), language);
        assert!(case.script.said.contains(word), "{}", case.script.said);
        assert_eq!(case.script.asked.len(), 2);
        assert!(
            case.script.asked[1].contains("ID"),
            "{:?}",
            case.script.asked
        );
    }
}

#[test]
fn an_application_takes_the_place_of_a_password_and_somebody_agrees_at_the_end() {
    let rest = [
        "--team",
        "Nordlicht",
        "--domain",
        "-",
        "--member",
        "a@b.example",
        "--zone",
        "UTC",
    ];
    let given = [
        "--address",
        "pm@hotmail.com",
        "--oauth-client-id",
        "1f-7",
        "--oauth-tenant",
        "b.example",
    ];
    let typed = [
        "pm@hotmail.com",
        "",
        "1f-7",
        "not a tenant",
        "b.example",
        "",
        "",
        "",
        "",
        "",
        "",
    ];
    let flags = [&["--yes"][..], &given, &rest].concat();
    for case in [
        play(&flags, None, Language::En),
        play(&rest, Some(&typed), Language::Zh),
    ] {
        case.ended
            .as_ref()
            .unwrap_or_else(|f| panic!("{f:#}\n{}", case.script.said));
        let config = case.config();
        config.for_run().unwrap();
        let login = crate::config::Login::OAuth("microsoft".to_owned());
        assert_eq!(config.mailboxes[0].login, login);
        assert_eq!(config.outgoing.as_ref().unwrap().login, login);
        let oauth = &config.oauth[0];
        assert_eq!(oauth.client_id, "1f-7");
        assert!(
            oauth.token_url.as_str().contains("/b.example/"),
            "{oauth:?}"
        );
        let said = &case.script.said;
        assert!(
            said.contains("nudged login --config") && said.contains("check"),
            "{said}"
        );
        assert!(!case.folder.path().join("credentials").exists());
    }
}

#[test]
fn a_brokers_command_takes_the_place_of_a_password() {
    let flags = [
        "--yes",
        "--address",
        "pm@hotmail.com",
        "--token-command",
        "broker token",
        "--team",
        "S",
        "--domain",
        "-",
        "--member",
        "a@b.example",
        "--zone",
        "UTC",
    ];
    let config = play(&flags, None, Language::En).config();
    let login = crate::config::Login::TokenCommand("broker token".to_owned());
    assert_eq!(config.mailboxes[0].login, login);
}

#[test]
fn the_unit_gets_its_credentials_and_the_end_names_two_commands() {
    let flags = [
        "--address",
        "a@fastmail.com",
        "--team",
        "A",
        "--member",
        "b@b.example",
        "--zone",
        "Asia/Tokyo",
        "--start",
        "systemd",
        "--password-file",
        "/dev/null",
    ];
    let case = play(&flags, None, Language::En);
    assert!(case.fault().contains("it is empty"), "{}", case.fault());
    let folder = tempfile::tempdir().unwrap();
    let password = folder.path().join("p");
    std::fs::write(&password, "x y\n").unwrap();
    let flags: Vec<&str> = flags
        .iter()
        .map(|f| {
            if *f == "/dev/null" {
                password.to_str().unwrap()
            } else {
                f
            }
        })
        .collect();
    let case = play(&flags, None, Language::En);
    case.ended.as_ref().unwrap_or_else(|f| panic!("{f:#}"));
    for name in ["tracking", "outgoing"] {
        let secret = case.folder.path().join("credentials").join(name);
        assert_eq!(std::fs::read_to_string(secret).unwrap(), "x y\n");
    }
    assert_eq!(case.config().state_dir, Path::new("/var/lib/nudged"));
    assert!(
        case.script
            .said
            .contains("sudo systemctl enable --now nudged")
    );
    assert!(case.script.said.contains("sudo CREDENTIALS_DIRECTORY="));
}

#[test]
fn an_app_password_of_google_is_meant_without_its_gaps() {
    for (address, want) in [
        ("a@gmail.com", "abcdefghijklmnop\n"),
        ("a@qq.com", "abcd efgh ijkl mnop\n"),
    ] {
        let answers = [
            address,
            "abcd efgh ijkl mnop",
            "A",
            "-",
            "b@b.example",
            "",
            "",
            "Asia/Tokyo",
            "",
            "",
            "",
            "",
        ];
        let case = play(&[], Some(&answers), Language::En);
        case.ended.as_ref().unwrap_or_else(|f| panic!("{f:#}"));
        let secret = case.folder.path().join("credentials/tracking");
        assert_eq!(std::fs::read_to_string(secret).unwrap(), want);
    }
}

#[test]
fn paths_with_odd_letters_stay_one_word() {
    assert_eq!(
        in_shell(Path::new("/etc/nudged/a.toml")),
        "/etc/nudged/a.toml"
    );
    assert_eq!(in_shell(Path::new("/o'b c/x")), "'/o'\\''b c/x'");
}
