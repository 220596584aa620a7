#![no_main]

#[path = "../../tests/hostile/checks.rs"]
#[allow(dead_code, reason = "one target calls one check")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::invoice_files(data));
