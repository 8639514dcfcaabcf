//! How names are compared: by what is meant, whatever the keyboard.

use unicode_normalization::UnicodeNormalization;

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
const VOWELS: &str = "aeiouyAEIOUY";

/// The form in which two spellings of one name are the same: normal form D, with the tone mark at
/// the end of its vowels, so that `hoà` and `hòa` agree.
pub fn key(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let mut key = String::with_capacity(name.len() + 4);
    let mut tone = None;
    let mut in_vowels = false;
    for character in name.nfd() {
        if TONES.contains(&character) && in_vowels {
            key.extend(tone.replace(character));
            continue;
        }
        // Marks that make another vowel (â, ơ) stay with their letter.
        let is_mark = matches!(character, '\u{302}' | '\u{306}' | '\u{31B}');
        let is_vowel = VOWELS.contains(character) || (is_mark && in_vowels);
        if in_vowels && !is_vowel {
            key.extend(tone.take());
        }
        in_vowels = is_vowel;
        key.push(character);
    }
    key.extend(tone);
    key
}

/// The text in normal form C, in which the same letters are the same bytes.
pub fn composed(text: &str) -> String {
    if is_composed(text) { text.to_owned() } else { text.nfc().collect() }
}

/// Whether a text is in normal form C for sure: it has only letters of which none is ever joined with another,
/// as all that a Vietnamese keyboard writes.
pub fn is_composed(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Below U+0300, or from U+1E00 to U+1EFF.
    let is_plain = |(at, byte): (usize, &u8)| match byte {
        0..0xCC => true,
        0xE1 => bytes.get(at + 1).is_some_and(|next| (0xB8..=0xBB).contains(next)),
        _ => false,
    };
    text.is_ascii() || bytes.iter().enumerate().all(is_plain)
}

/// The name without diacritics, in small letters: what is left when a keyboard has no Vietnamese.
pub fn plain(name: &str) -> String {
    let bare = name.nfd().filter(|character| !matches!(character, '\u{300}'..='\u{36F}'));
    bare.flat_map(char::to_lowercase)
        .map(|character| if character == 'đ' { 'd' } else { character })
        .collect()
}

/// The one of `candidates` that was probably meant by `name`: the nearest, diacritics ignored;
/// none where nothing is near.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let allowed = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// How many slips lie between two names, diacritics ignored: a letter too many, too few, another, or
/// two in the wrong order.
pub fn distance(name: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(&plain(name), &plain(other))
}

/// Headings and labels as they are matched: case, spaces and underscores do not count.
pub fn heading(text: &str) -> String {
    let words: Vec<_> = text.split(|character: char| character.is_whitespace() || character == '_').collect();
    key(&words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase())
}
