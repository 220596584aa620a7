//! `nudged`: arguments to the command line, its answer to the exit code.

/// Reading a mail makes thousands of short texts: with the allocator of the C library that is a tenth of
/// the work.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    nudged::cli::main()
}
