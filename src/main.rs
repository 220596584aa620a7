//! `nudged`: arguments to the command line, its answer to the exit code.

fn main() -> std::process::ExitCode {
    nudged::cli::main()
}
