//! Templates over the built-in ones.

use std::path::Path;

use toml::Spanned;

use super::super::raw::Raw;
use super::super::reader::Report;

/// Most template files read, and the largest, in bytes.
const MOST_TEMPLATES: usize = 500;
const LARGEST_TEMPLATE: u64 = 256 << 10;

/// `[templates] dir`: every file in it, sorted.
pub(super) fn templates(raw: &Raw, report: &mut Report<'_>) -> Vec<(String, String)> {
    let dir = raw.templates.as_ref().and_then(|t| t.get_ref().dir.clone());
    let span = dir.as_ref().map(Spanned::span);
    let Some(dir) = report.text("templates.dir", &dir) else {
        return Vec::new();
    };
    let root = report.base.join(dir);
    let mut found = Vec::new();
    if let Err(what) = collect(&root, "", 0, &mut found) {
        let remedy = "name a folder of text files that may be read";
        report.fault("templates.dir", span, what, remedy);
        return Vec::new();
    }
    found.sort();
    found
}

/// Reads the files of a folder and of three levels below; names starting with a dot do not count.
fn collect(
    dir: &Path,
    prefix: &str,
    depth: u8,
    found: &mut Vec<(String, String)>,
) -> Result<(), String> {
    let fault = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    for entry in std::fs::read_dir(dir).map_err(|e| fault(dir, &e))? {
        let path = entry.map_err(|e| fault(dir, &e))?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else {
            return Err(fault(&path, &"its name is not UTF-8"));
        };
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let name = format!("{prefix}{name}");
        let meta = std::fs::metadata(&path).map_err(|e| fault(&path, &e))?;
        if meta.is_dir() {
            if depth < 3 {
                collect(&path, &format!("{name}/"), depth.saturating_add(1), found)?;
            }
            continue;
        }
        if meta.len() > LARGEST_TEMPLATE || found.len() >= MOST_TEMPLATES {
            return Err(fault(&path, &"too large, or one file too many"));
        }
        let text = std::fs::read_to_string(&path).map_err(|e| fault(&path, &e))?;
        found.push((name, text));
    }
    Ok(())
}
