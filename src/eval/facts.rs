//! Sets of facts.

/// A set of facts by their index, a bit each: putting two together is the commonest that happens to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The first 64.
    first: u64,
    /// Those behind them, 64 in each; the last of these holds a fact.
    more: Vec<u64>,
}

impl Facts {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.more.is_empty()
    }

    /// Adds a fact.
    pub fn insert(&mut self, fact: u32) {
        let bit = 1 << (fact % 64);
        match (fact / 64).checked_sub(1) {
            None => self.first |= bit,
            Some(word) => {
                let word = word as usize;
                if self.more.len() <= word {
                    self.more.resize(word + 1, 0);
                }
                self.more[word] |= bit;
            }
        }
    }

    /// Adds all facts of another set.
    pub fn add(&mut self, other: &Facts) {
        self.first |= other.first;
        if self.more.len() < other.more.len() {
            self.more.resize(other.more.len(), 0);
        }
        for (word, more) in self.more.iter_mut().zip(&other.more) {
            *word |= more;
        }
    }

    /// Whether any fact is in both.
    pub fn meets(&self, other: &Facts) -> bool {
        self.first & other.first != 0 || self.more.iter().zip(&other.more).any(|(a, b)| a & b != 0)
    }

    /// The facts, the first of the ruleset first.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let words = (0..).step_by(64).zip(std::iter::once(self.first).chain(self.more.iter().copied()));
        words.flat_map(|(start, word)| {
            let rest = std::iter::successors(Some(word), |word| Some(word & word.wrapping_sub(1)));
            rest.take_while(|word| *word != 0).map(move |word| start + word.trailing_zeros())
        })
    }
}

impl FromIterator<u32> for Facts {
    fn from_iter<I: IntoIterator<Item = u32>>(list: I) -> Facts {
        let mut facts = Facts::default();
        list.into_iter().for_each(|fact| facts.insert(fact));
        facts
    }
}

impl From<[u32; 1]> for Facts {
    fn from(facts: [u32; 1]) -> Facts {
        facts.into_iter().collect()
    }
}
