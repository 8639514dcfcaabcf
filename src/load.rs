//! A ruleset with all that it is a variant of.

use crate::layer::{base_name, record_name, record_parts};
use crate::source::{SourceId, Sources, builtin};
use crate::syntax::{bases, reads};

/// Adds a ruleset to `sources`, and all files that it is a variant of. `read` gives the bytes of a file
/// by its name, or the words in which its reader says why there are none. A name that is no file may be
/// that of a ruleset that is built in.
///
/// # Errors
///
/// The reader's words for `name` itself. A base that cannot be read is a finding of the analysis.
pub fn load(
    sources: &mut Sources,
    name: &str,
    read: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<SourceId, String> {
    let builtin = builtin::source_name(name);
    if let Some(known) = sources.find(name).or(builtin.as_ref().and_then(|name| sources.find(name))) {
        return Ok(known);
    }
    let root = match (read(name), builtin) {
        (Ok(bytes), _) => sources.add(name, bytes),
        (Err(_), Some(builtin)) => sources.add(builtin, builtin::text(name).unwrap_or_default()),
        (Err(reason), None) => return Err(reason),
    };
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let (name, bases) = (sources.get(id).name.clone(), bases(&sources.get(id).text));
        // A chain of bases that never ends is as long as there are files; circles end here.
        for (base, is_path) in bases.iter().chain(&reads(&sources.get(id).text.clone())) {
            let Some(base_name) = base_name(&name, base, *is_path) else { continue };
            if sources.find(&base_name).is_none() {
                let bytes = if *is_path {
                    read(&base_name)
                } else {
                    Ok(builtin::text(base).unwrap_or_default().into())
                };
                open.push(match bytes {
                    Ok(bytes) => sources.add(base_name, bytes),
                    Err(reason) => sources.add_missing(base_name, reason),
                });
            }
        }
        if let (false, Ok(bytes)) = (bases.is_empty(), read(&record_name(&name, 0))) {
            let text = String::from_utf8_lossy(&bytes);
            for (part, text) in record_parts(&text).enumerate() {
                sources.add(record_name(&name, part), text);
            }
        }
    }
    Ok(root)
}
