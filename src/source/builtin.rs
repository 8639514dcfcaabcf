//! Rulesets that come with the program, so that `variant of four_good` works in an empty folder.

/// Name and text of each.
const RULESETS: [(&str, &str); 7] = [
    ("four_good", include_str!("../../rulesets/four_good/cell.tieuchi")),
    ("four_good_committee", include_str!("../../rulesets/four_good/committee.tieuchi")),
    ("ha_tinh_cell", include_str!("../../rulesets/ha_tinh/cell.tieuchi")),
    ("ha_tinh_military", include_str!("../../rulesets/ha_tinh/military.tieuchi")),
    ("lang_son_agencies", include_str!("../../rulesets/lang_son/agencies.tieuchi")),
    ("quang_ninh_cell", include_str!("../../rulesets/quang_ninh/cell.tieuchi")),
    ("quang_ninh_committee", include_str!("../../rulesets/quang_ninh/committee.tieuchi")),
];

/// The names, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    RULESETS.iter().map(|(name, _)| *name)
}

/// The text of a ruleset.
pub fn text(name: &str) -> Option<&'static str> {
    RULESETS.iter().find(|(it, _)| *it == name).map(|(_, text)| *text)
}

/// The name of its source among others: no file can be called so.
pub fn source_name(name: &str) -> Option<String> {
    text(name).map(|_| format!("<{name}>"))
}
