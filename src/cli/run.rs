//! `nudged run`: the daemon.

use std::process::ExitCode;

use rustix::process::DumpableBehavior;

use super::ConfigArg;
use crate::app;

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// At the first start, take in mail since this day (2026-01-31) as well: what it leaves open waits
    /// until its owner says ok; he gets one list.
    #[arg(long, value_name = "DATE")]
    adopt_since: Option<chrono::NaiveDate>,
}

/// Runs the daemon; logs go to stderr, where systemd's journal takes them.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_env_var("NUDGED_LOG")
        // Libraries below us print mail and addresses at finer levels than warn.
        .try_from_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,nudged=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        // What it says may quote the mail that was read: "inside '汉' of …".
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "the program stumbled; please report the place");
    }));
    // A core file would hold passwords and mail; a limit of zero does not bind where one is piped to a program.
    if let Err(fault) = rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        tracing::warn!(%fault, "the memory of the daemon may be dumped");
    }
    let config = args.config.load()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(app::run::run(config, args.adopt_since))?;
    Ok(ExitCode::SUCCESS)
}
