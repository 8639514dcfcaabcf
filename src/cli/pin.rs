//! `tieuchi pin`: records beside a variant what its base says today.

use super::{DONE, REFUSED, USAGE, files, findings};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use tieuchi::data::unreadable_file;
use tieuchi::diagnostic::catalogue::say;
use tieuchi::layer::{self, Layers, record_name};
use tieuchi::{Diagnostics, Language, Sources, analyze};

#[derive(Args)]
pub(super) struct Pin {
    /// Variants; each gets a file beside it, named after it with `.base` behind
    #[arg(required = true)]
    variants: Vec<PathBuf>,
}

impl Pin {
    pub(super) fn run(self, language: Language) -> u8 {
        self.variants.iter().map(|path| pin(path, language)).max().unwrap_or(DONE)
    }
}

fn pin(path: &Path, language: Language) -> u8 {
    let mut sources = Sources::default();
    let Some(id) = files::source(&mut sources, path, language) else { return USAGE };
    let mut layers = Layers::new(&sources);
    let variant = layers.finish(id);
    let base = variant.base.map(|base| (base, layers.finish(base)));
    // What is wrong with the variant itself does not matter here: a record is made to find that out.
    let layered = base.as_ref().and_then(|(_, base)| base.layered.as_ref());
    // A ruleset that is built in changes with the program only.
    let is_file = !sources.get(id).name.starts_with('<');
    let (Some((base, finished)), Some(layered), true) = (&base, layered, is_file) else {
        let found: Diagnostics = analyze(&sources, id).findings;
        findings::to_stderr(&found.into_iter().collect::<Vec<_>>(), &sources, language);
        let text = say(language, "pin-nothing", &[("file", path.display().to_string().into())]);
        return if files::print(&(text + "\n")).is_ok() { REFUSED } else { USAGE };
    };
    let record = record_name(&path.display().to_string(), 0);
    if let Err(error) = fs::write(&record, layer::record(layered, finished.printer)) {
        findings::to_stderr(&[unreadable_file(&record, &error.to_string())], &sources, language);
        return USAGE;
    }
    let names = [("base", sources.get(*base).name.as_str().into()), ("record", record.as_str().into())];
    if files::print(&(say(language, "pin-done", &names) + "\n")).is_ok() { DONE } else { USAGE }
}
