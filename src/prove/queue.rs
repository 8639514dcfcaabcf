//! What is still to be looked at, the first of it first.

/// A set of places in a list, a bit each. Most of what is put in lies behind what was taken out: a node reads
/// only nodes before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    bits: Vec<u64>,
    /// Before this word there is nothing.
    first: usize,
}

impl Queue {
    /// For a list of so many.
    pub(super) fn new(count: usize) -> Queue {
        let words = count.div_ceil(64);
        Queue { bits: vec![0; words], first: words }
    }

    #[inline]
    pub(super) fn insert(&mut self, at: usize) {
        self.bits[at / 64] |= 1 << (at % 64);
        self.first = self.first.min(at / 64);
    }

    #[inline]
    pub(super) fn extend(&mut self, all: impl IntoIterator<Item = usize>) {
        all.into_iter().for_each(|at| self.insert(at));
    }

    /// Takes out the first.
    pub(super) fn pop(&mut self) -> Option<usize> {
        while self.bits.get(self.first)? == &0 {
            self.first += 1;
        }
        let word = &mut self.bits[self.first];
        let bit = word.trailing_zeros() as usize;
        *word &= *word - 1;
        Some(self.first * 64 + bit)
    }

    /// Takes out all.
    pub(super) fn clear(&mut self) {
        if let Some(rest) = self.bits.get_mut(self.first..) {
            rest.fill(0);
        }
        self.first = self.bits.len();
    }
}
