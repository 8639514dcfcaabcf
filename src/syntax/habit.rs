//! What people write out of habit: words of printed documents that are no keywords.

use super::parser::Rule;

/// The words, and the keyword that says the same.
const HABITS: [(&str, Rule); 15] = [
    ("ít nhất", Rule::kw_at_least),
    ("không ít hơn", Rule::kw_at_least),
    ("nhiều nhất", Rule::kw_at_most),
    ("không quá", Rule::kw_at_most),
    ("không vượt quá", Rule::kw_at_most),
    ("tất cả các", Rule::kw_all),
    ("toàn bộ", Rule::kw_all),
    ("mọi", Rule::kw_all),
    ("số lượng", Rule::kw_count_of),
    ("tỉ lệ", Rule::kw_share_of),
    ("tỷ lệ", Rule::kw_share_of),
    ("no more than", Rule::kw_at_most),
    ("no fewer than", Rule::kw_at_least),
    ("every", Rule::kw_all),
    ("each", Rule::kw_all),
];

/// Such words in a line that stand at a place or right before it: where they begin and end, and the keyword.
pub(super) fn at(line: &str, place: usize) -> Option<(usize, usize, Rule)> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let found = HABITS.iter().flat_map(|(words, keyword)| {
        line.match_indices(words).map(|(start, words)| (start, start + words.len(), *keyword))
    });
    let mut here = found.filter(|(start, end, _)| {
        let is_whole = !line[..*start].ends_with(is_part) && !line[*end..].starts_with(is_part);
        let is_before = || line.get(*end..place).is_some_and(|between| between.trim().is_empty());
        is_whole && *start <= place && (place < *end || is_before())
    });
    here.next()
}
