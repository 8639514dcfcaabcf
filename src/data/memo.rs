//! What texts were read as, so that each is read with care only once.

use super::index::Found;

/// How many places are tried for a text.
const TRIED: usize = 4;

/// What short texts came to. One that finds no place takes that of another: nothing grows.
#[derive(Clone, Debug, Default)]
pub(super) struct Memo {
    slots: Vec<Slot>,
    size: usize,
}

#[derive(Clone, Debug, Default)]
struct Slot {
    /// The last eight bytes.
    word: u64,
    /// How long the text is; 0 where there is none.
    length: usize,
    /// What stands before the last eight bytes.
    rest: Box<[u8]>,
    value: u64,
}

impl Memo {
    /// Room for so many texts.
    pub(super) fn new(size: usize) -> Memo {
        Memo { slots: Vec::new(), size }
    }

    /// What a text that is not empty came to.
    #[inline]
    pub(super) fn get(&self, text: Found<'_>) -> Option<u64> {
        let slots = self.slots.get(self.home(text)..)?;
        slots.iter().take(TRIED).find(|slot| slot.holds(text)).map(|slot| slot.value)
    }

    /// Remembers what a text came to.
    pub(super) fn insert(&mut self, text: Found<'_>, value: u64) {
        if self.slots.is_empty() {
            self.slots = vec![Slot::default(); self.size + TRIED];
        }
        let home = self.home(text);
        let free = (home..home + TRIED).find(|at| self.slots[*at].length == 0).unwrap_or(home);
        let (word, length) = (text.word(), text.length());
        self.slots[free] = Slot { word, length, rest: text.rest().into(), value };
    }

    fn home(&self, text: Found<'_>) -> usize {
        let mixed = (text.word() ^ text.length() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // The highest bits depend on all others: short texts stand in the highest bytes.
        (((mixed >> 32) * self.size as u64) >> 32) as usize
    }
}

impl Slot {
    #[inline]
    fn holds(&self, text: Found<'_>) -> bool {
        self.word == text.word()
            && self.length == text.length()
            && (self.length <= 8 || *self.rest == *text.rest())
    }
}
