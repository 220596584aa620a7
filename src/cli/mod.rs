//! One file per subcommand.

pub mod explain;
pub mod json;

use clap::Parser;

#[derive(Parser)]
struct Program {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Prints what is understood of mails.
    Explain(explain::Args),
}

/// Runs the program.
#[must_use]
pub fn main() -> std::process::ExitCode {
    match Program::parse().verb {
        Verb::Explain(args) => explain::run(&args).unwrap_or(std::process::ExitCode::from(2)),
    }
}
