//! Rules as data, from which the text of other languages is written.
//!
//! A rule is a name and a list of cases, as every one of these languages can say it: the first case whose conditions
//! all hold gives the value. Numbers are whole, so that no language has to round for itself.

/// A whole number out of facts and rules before this one.
#[derive(Clone, Debug)]
pub enum Term {
    /// A fact or a rule that is a number.
    Name(String),
    /// A number.
    Whole(i64),
    /// The sum of all.
    Sum(Vec<Term>),
    /// The first without the second, which is not greater.
    Less(Box<Term>, Box<Term>),
    /// So many times the term.
    Times(i64, Box<Term>),
    /// How often the second goes into the first; none is below 0.
    Over(Box<Term>, Box<Term>),
}

/// What must hold.
#[derive(Clone, Debug)]
pub enum Test {
    /// The first is not below the second.
    AtLeast(Term, Term),
    /// Both are the same.
    Equal(Term, Term),
    /// The fact is yes.
    Yes(String),
    /// The fact is no.
    No(String),
}

/// A named whole number.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What must hold, and what is then the value.
    pub cases: Vec<(Vec<Test>, Term)>,
    /// The value where no case holds.
    pub otherwise: Term,
}

/// How a language writes terms.
pub trait Dialect {
    /// A fact or a rule.
    fn name(&self, name: &str) -> String;

    /// How often the second goes into the first.
    fn over(&self, above: &str, below: &str) -> String {
        format!("({above} / {below})")
    }

    /// What is written between conditions that must all hold.
    fn and(&self) -> &'static str {
        " && "
    }

    /// That a fact is no.
    fn not(&self, name: &str) -> String {
        format!("!{name}")
    }

    /// A term in this language.
    fn term(&self, term: &Term) -> String {
        match term {
            Term::Name(name) => self.name(name),
            Term::Whole(whole) => whole.to_string(),
            Term::Sum(terms) => {
                let terms: Vec<String> = terms.iter().map(|term| self.term(term)).collect();
                format!("({})", terms.join(" + "))
            }
            Term::Less(from, what) => format!("({} - {})", self.term(from), self.term(what)),
            Term::Times(times, term) => format!("({times} * {})", self.term(term)),
            Term::Over(above, below) => self.over(&self.term(above), &self.term(below)),
        }
    }

    /// Conditions that must all hold.
    fn tests(&self, tests: &[Test]) -> String {
        let tests: Vec<String> = tests.iter().map(|test| self.test(test)).collect();
        tests.join(self.and())
    }

    /// One condition.
    fn test(&self, test: &Test) -> String {
        match test {
            Test::AtLeast(left, right) => format!("{} >= {}", self.term(left), self.term(right)),
            Test::Equal(left, right) => format!("{} == {}", self.term(left), self.term(right)),
            Test::Yes(name) => self.name(name),
            Test::No(name) => self.not(&self.name(name)),
        }
    }

    /// A rule as one expression with `? :`.
    fn choice(&self, rule: &Rule) -> String {
        let mut text = String::new();
        for (tests, value) in &rule.cases {
            text += &format!("{} ? {} : ", self.tests(tests), self.term(value));
        }
        text.push_str(&self.term(&rule.otherwise));
        text
    }
}

/// A fact or rule as a term.
pub fn name(name: &str) -> Term {
    Term::Name(name.to_owned())
}

/// So many times a term.
pub fn times(times: i64, term: Term) -> Term {
    Term::Times(times, Box::new(term))
}

/// How often the second goes into the first.
pub fn over(above: Term, below: Term) -> Term {
    Term::Over(Box::new(above), Box::new(below))
}

/// The first without the second.
pub fn less(from: Term, what: Term) -> Term {
    Term::Less(Box::new(from), Box::new(what))
}
