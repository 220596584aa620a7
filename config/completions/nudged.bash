# The program knows its own commands: what it completes is never older than it is.
eval "$(nudged completions bash)"
