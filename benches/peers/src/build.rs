//! Where the programs are, and how they come to be there.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of this workspace.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Builds every engine, and tieuchi's command.
pub(crate) fn all() -> Result<(), String> {
    cargo(&Path::new(HERE).join("Cargo.toml"), "--bins")?;
    cargo(&Path::new(HERE).join("../../Cargo.toml"), "--bin=tieuchi")
}

fn cargo(manifest: &Path, what: &str) -> Result<(), String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["build", "--release", "--locked", what, "--manifest-path"]).arg(manifest);
    let done = cargo.status().map_err(|error| format!("cargo does not start: {error}"))?;
    if done.success() { Ok(()) } else { Err(format!("`{}` could not be built", manifest.display())) }
}

/// The program of an engine: it stands beside this one.
pub(crate) fn program(name: &str) -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    Ok(own.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// tieuchi's command: the variable `TIEUCHI`, or what was built for this project.
pub(crate) fn tieuchi() -> PathBuf {
    let built = format!("../../target/release/tieuchi{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("TIEUCHI").map_or_else(|| Path::new(HERE).join(built), PathBuf::from)
}

/// The ruleset of the case.
pub(crate) fn ruleset() -> PathBuf {
    Path::new(HERE).join("../case/case.tieuchi")
}

/// How many bytes an engine's program has.
pub(crate) fn size(name: &str) -> Result<u64, String> {
    let path = program(name)?;
    let found = std::fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(found.len())
}

/// A program that runs on one core and with one thread, as far as the system can be told.
pub(crate) fn alone(program: &Path) -> Command {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut command = match Command::new("taskset").arg("--version").output() {
        Ok(_) => {
            let mut pinned = Command::new("taskset");
            pinned.args(["-c", &(cores - 1).to_string()]).arg(program);
            pinned
        }
        Err(_) => Command::new(program),
    };
    command.env("POLARS_MAX_THREADS", "1");
    command
}
