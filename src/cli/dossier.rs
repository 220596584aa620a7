//! `dossier`: an item's whole story as one file.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::ConfigArg;
use super::tongue::no_item;
use crate::app::dossier;
use crate::clock::Clock;
use crate::model::{ItemId, Language};
use crate::render::Templates;

/// Arguments of `dossier`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Where to write it; standard output if nobody says.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Its language, `en` or `zh`; the team's if nobody says.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    language: Option<Language>,
    /// Print one JSON object with its HTML.
    #[arg(long)]
    json: bool,
    /// Item number.
    #[arg(value_name = "ITEM", value_parser = super::item_number)]
    item: ItemId,
}

fn language(text: &str) -> Result<Language, String> {
    match text {
        "en" => Ok(Language::En),
        "zh" => Ok(Language::Zh),
        _ => Err("en or zh".to_owned()),
    }
}

/// Runs `dossier`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let templates = Templates::new(&config.templates)?;
    let store = super::stored(&config)?;
    let language = args.language.unwrap_or(config.world.team.language);
    let item = args.item;
    let now = Clock::System.now();
    let file =
        store.read(|tx| dossier::file(tx, item, language, &templates, &config.world, now))?;
    let Some(file) = file else {
        writeln!(std::io::stderr().lock(), "{}", no_item(item))?;
        return Ok(ExitCode::from(1));
    };
    if args.json {
        let html = String::from_utf8_lossy(&file.bytes);
        let told = serde_json::json!({"item": item, "language": language.as_str(), "html": html});
        writeln!(std::io::stdout().lock(), "{told}")?;
    }
    match &args.out {
        None if args.json => {}
        Some(path) => std::fs::write(path, &file.bytes)
            .with_context(|| format!("cannot write {}", path.display()))?,
        None => std::io::stdout().lock().write_all(&file.bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}
