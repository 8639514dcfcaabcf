//! Holds answers against each other.

use peers::{Answer, CLASSES};

/// An error where an answer is not tieuchi's.
pub(crate) fn same(title: &str, answers: &[Answer], truth: &[Answer]) -> Result<(), String> {
    let mut differ = answers.iter().zip(truth).enumerate().filter(|(_, (own, truth))| own != truth);
    let Some((record, (own, truth))) = differ.next() else { return Ok(()) };
    let (count, all) = (1 + differ.count(), answers.len());
    Err(format!(
        "{title}: {count} of {all} answers differ, the first one in record {record}: {own:?} where it should be {truth:?}"
    ))
}

/// How many records there are, and how many have each class and title; an error where one is not reached.
pub(crate) fn reached(truth: &[Answer]) -> Result<String, String> {
    let count = |holds: &dyn Fn(&Answer) -> bool| truth.iter().filter(|answer| holds(answer)).count();
    let classes = (0u8..).zip(CLASSES).map(|(at, name)| (name, count(&|answer| answer.class == at)));
    let titles = [("four_good", count(&|answer| answer.four_good)), ("model", count(&|answer| answer.model))];
    let counts: Vec<(&str, usize)> = classes.chain(titles).collect();
    if let Some((name, _)) = counts.iter().find(|(_, count)| *count == 0) {
        return Err(format!("no record of these is `{name}`: there are too few"));
    }
    let counts: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    Ok(format!("{} records: {}", truth.len(), counts.join(", ")))
}
