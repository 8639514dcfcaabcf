//! Small random rulesets: every kind of rule, small enough to try all data, faulty as chance has it.
//!
//! Each element stands on a line of its own, so that a finding and what was tried meet at a line.
//! Most pass all checks that need no ranges; those that do not are passed over by who asks for them.

/// A source of chance that gives the same for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    /// Chance from a seed. Seeds that lie side by side give nothing alike.
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number from 0, below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % end.max(1) as u64).expect("small")
    }

    /// Whether one of so many times came up.
    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

/// How many records a ruleset may have at most, before what its facts require.
const MAXIMUM_RECORDS: usize = 300;

/// The text of the ruleset with this number.
pub(crate) fn ruleset(seed: u64) -> String {
    let mut maker = Maker { dice: Dice::new(seed), ..Maker::default() };
    maker.facts();
    maker.definitions();
    let contents = 1 + maker.dice.below(2);
    for content in 0..contents {
        maker.content(content);
    }
    maker.pools();
    maker.total();
    if !maker.dice.one_in(8) {
        maker.classes("total");
    }
    maker.titles();
    format!("ruleset random \"Random\"\n{}", maker.text)
}

impl Default for Dice {
    fn default() -> Self {
        Dice::new(0)
    }
}

/// What is written so far, and what later lines may read.
#[derive(Default)]
struct Maker {
    dice: Dice,
    text: String,
    /// How many records the facts allow.
    records: usize,
    counts: Vec<String>,
    answers: Vec<String>,
    words: Vec<(String, bool)>,
    shares: Vec<String>,
    /// Criteria with points, by path, with their maximum.
    parts: Vec<(String, usize)>,
    /// The classes, once they stand.
    classes: Vec<&'static str>,
    maximum: usize,
}

const RELATIONS: [&str; 6] = ["=", "!=", "<", "<=", ">", ">="];

impl Maker {
    fn line(&mut self, text: impl AsRef<str>) {
        self.text += text.as_ref();
        self.text.push('\n');
    }

    /// Whether there is room for a fact with so many values.
    fn takes(&mut self, values: usize) -> bool {
        let fits = self.records * values <= MAXIMUM_RECORDS;
        if fits {
            self.records *= values;
        }
        fits
    }

    fn facts(&mut self) {
        self.records = 1;
        self.line("facts {");
        let count = 1 + self.dice.below(4);
        for index in 0..count {
            let name = format!("f{index}");
            match if index == 0 { 0 } else { self.dice.below(6) } {
                3 if self.takes(2) => {
                    self.line(format!("  {name} yes/no"));
                    self.answers.push(name);
                }
                4 if self.takes(3) => {
                    let ordered = self.dice.one_in(2);
                    let sign = if ordered { " <" } else { "," };
                    self.line(format!("  {name} choice low{sign} mid{sign} high"));
                    self.words.push((name, ordered));
                }
                5 if self.takes(5) => {
                    self.line(format!("  {name} percent from 0% to 100% by 25%"));
                    self.shares.push(name);
                }
                _ => self.count(name),
            }
        }
        if self.counts.len() >= 2 && self.dice.one_in(4) {
            let sides = [self.dice.pick(&self.counts), self.dice.pick(&self.counts)];
            let limit = match self.dice.below(2) {
                0 => self.dice.pick(&self.counts),
                _ => (2 + self.dice.below(4)).to_string(),
            };
            self.line(format!("  require {} + {} <= {limit}", sides[0], sides[1]));
        }
        self.line("}");
    }

    fn count(&mut self, name: String) {
        let (low, high) = (self.dice.below(5) / 4, 2 + self.dice.below(3));
        if !self.takes(high - low + 1) {
            return;
        }
        let cap = match self.counts.last() {
            Some(other) if self.dice.one_in(2) => format!(" at most {other}"),
            _ => String::new(),
        };
        self.line(format!("  {name} count from {low} to {high}{cap}"));
        self.counts.push(name);
    }

    fn definitions(&mut self) {
        if self.dice.one_in(2) {
            let term = self.sum();
            self.line(format!("let s = {term}"));
            self.counts.push("s".to_owned());
        }
        if self.dice.one_in(4) {
            let condition = self.condition(1);
            self.line(format!("let c = {condition}"));
            self.answers.push("c".to_owned());
        }
        if self.dice.one_in(4) {
            let condition = self.condition(0);
            self.line(format!("let t = first of {{ {condition}: 3  otherwise: 1 }}"));
            self.counts.push("t".to_owned());
        }
    }

    /// A number of things: a fact, or a few taken together.
    fn term(&mut self) -> String {
        if self.dice.one_in(3) { self.sum() } else { self.dice.pick(&self.counts) }
    }

    fn sum(&mut self) -> String {
        let (a, b) = (self.dice.pick(&self.counts), self.dice.pick(&self.counts));
        match self.dice.below(4) {
            0 => format!("{a} + {b}"),
            1 => format!("{a} - {b}"),
            2 => format!("2 * {a}"),
            _ => format!("{a} + 1"),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let term = self.term();
        let relation = self.dice.pick(&RELATIONS);
        match self.dice.below(if depth == 0 { 6 } else { 8 }) {
            2 => {
                let other = self.term();
                format!("{term} {relation} {other}")
            }
            3 if !self.answers.is_empty() => {
                let not = if self.dice.one_in(3) { "not " } else { "" };
                format!("{not}{}", self.dice.pick(&self.answers))
            }
            4 if !self.words.is_empty() => {
                let (name, ordered) = self.dice.pick(&self.words);
                let relation = if ordered { relation } else { self.dice.pick(&["=", "!="]) };
                format!("{name} {relation} {}", self.dice.pick(&["low", "mid", "high"]))
            }
            5 if !self.shares.is_empty() => {
                format!("{} {relation} {}%", self.dice.pick(&self.shares), 25 * self.dice.below(5))
            }
            6 | 7 => {
                let word = self.dice.pick(&["and", "or"]);
                let (left, right) = (self.condition(depth - 1), self.condition(depth - 1));
                format!("({left} {word} {right})")
            }
            _ => format!("{term} {relation} {}", self.dice.below(5)),
        }
    }

    fn content(&mut self, content: usize) {
        let place = self.text.len();
        let count = 1 + self.dice.below(2);
        let mut sum = 0;
        for criterion in 0..count {
            let maximum = 1 + self.dice.below(4);
            self.criterion(&format!("c{content}.k{criterion}"), maximum, Some(content));
            sum += maximum;
        }
        let (mut maximum, mut cut) = (sum, "");
        if self.dice.one_in(6) {
            (maximum, cut) = (sum.saturating_sub(1).max(1), "at most ");
        }
        self.text.insert_str(place, &format!("content c{content} {cut}{maximum} points {{\n"));
        if self.dice.one_in(6) {
            let rule = self.adjustment(maximum, None);
            self.line(format!("  {rule}"));
        }
        if self.dice.one_in(8) {
            let maximum = std::mem::replace(&mut self.maximum, maximum);
            self.classes("");
            (self.maximum, self.classes) = (maximum, Vec::new());
        }
        self.line("}");
        self.maximum += maximum;
    }

    fn criterion(&mut self, path: &str, maximum: usize, content: Option<usize>) {
        let name = path.rsplit('.').next().unwrap_or(path);
        let mut lines = self.award(maximum);
        for _ in 0..[0, 0, 1, 1, 2, 3][self.dice.below(6)] {
            lines.push(self.adjustment(maximum, content));
        }
        let unit = if maximum == 1 { "point" } else { "points" };
        self.line(format!("  criterion {name} {maximum} {unit} {{"));
        for line in lines {
            self.line(format!("    {line}"));
        }
        self.line("  }");
        self.parts.push((path.to_owned(), maximum));
    }

    /// The lines of an award, with what guards it.
    fn award(&mut self, maximum: usize) -> Vec<String> {
        match self.dice.below(16) {
            0 if self.takes(2) => vec!["yes/no".to_owned()],
            1 if maximum <= 2 && self.takes(maximum + 1) => vec!["rated by 1".to_owned()],
            2 => vec![format!("met when {}", self.condition(1))],
            3 | 4 => self.fixed_tiers(maximum),
            5 | 6 => self.moving_tiers(maximum),
            7 | 8 => self.share_tiers(maximum),
            9 | 10 => self.first(maximum),
            11 => self.grid(maximum),
            12 => self.steps(),
            13 => vec![format!("{} each for {}", 1 + self.dice.below(2), self.dice.pick(&self.counts))],
            14 => self.proportion(),
            _ if !self.parts.is_empty() && self.dice.one_in(3) => {
                vec![format!("points {}", self.dice.pick(&self.parts).0)]
            }
            _ => vec![format!("points {}", self.term())],
        }
    }

    /// A line with a value, and sometimes another way to it.
    fn tier(&mut self, limits: &str, value: usize) -> String {
        let or_when =
            if self.dice.one_in(8) { format!(" or when {}", self.condition(0)) } else { String::new() };
        format!("  {limits}{or_when}: {value}")
    }

    fn tiers(&mut self, of: &str, limits: Vec<String>, maximum: usize) -> Vec<String> {
        let mut lines = vec![format!("tiers of {of} {{")];
        for (index, limits) in limits.iter().enumerate() {
            let value = if index == 0 { maximum } else { self.dice.below(maximum + 1) };
            lines.push(self.tier(limits, value));
        }
        lines.push("}".to_owned());
        lines
    }

    fn fixed_tiers(&mut self, maximum: usize) -> Vec<String> {
        let of = self.term();
        let (low, width) = (1 + self.dice.below(2), 1 + self.dice.below(2));
        let limits = self.partition(&low.to_string(), &(low + width).to_string());
        self.tiers(&of, limits, maximum)
    }

    fn moving_tiers(&mut self, maximum: usize) -> Vec<String> {
        let of = self.term();
        let limit = self.dice.pick(&self.counts);
        let low = format!("{limit} {} 1", self.dice.pick(&["-", "-", "+"]));
        let mut limits = self.partition(&low, &limit);
        // A line with one limit would reach to the next one printed, whichever that is for the unit.
        if self.dice.one_in(2) && limits.len() == 3 {
            limits[1] = format!("from {low} below {limit}");
        }
        self.tiers(&of, limits, maximum)
    }

    /// Limits that hold every number once, or do not quite.
    fn partition(&mut self, low: &str, high: &str) -> Vec<String> {
        let mut lines =
            vec![format!("from {high}"), format!("from {low} below {high}"), format!("below {low}")];
        if self.dice.one_in(3) {
            lines[1] = format!("from {low}");
        }
        match self.dice.below(10) {
            0 => lines[0] = format!("above {high}"),
            1 => lines[2] = format!("up to {low}"),
            2 => lines[1] = format!("from {low} up to {high}"),
            3 => lines[1] = format!("exactly {low}"),
            4 => lines[1] = format!("above {low} below {high}"),
            5 => {
                lines.remove(2);
            }
            _ => {}
        }
        lines
    }

    fn share_tiers(&mut self, maximum: usize) -> Vec<String> {
        if !self.shares.is_empty() && self.dice.one_in(3) {
            let of = self.dice.pick(&self.shares);
            let limits = self.partition("25%", "75%");
            return self.tiers(&of, limits, maximum);
        }
        let (above, below) = (self.dice.pick(&self.counts), self.dice.pick(&self.counts));
        let limits = self.partition("40%", "75%");
        let tiers = self.tiers(&format!("{above} / {below}"), limits, maximum);
        self.guarded(tiers, &below)
    }

    fn proportion(&mut self) -> Vec<String> {
        let (above, below) = (self.dice.pick(&self.counts), self.dice.pick(&self.counts));
        self.guarded(vec![format!("proportion {above} / {below}")], &below)
    }

    /// What divides by `divisor`, mostly kept from doing so by 0.
    fn guarded(&mut self, mut lines: Vec<String>, divisor: &str) -> Vec<String> {
        match self.dice.below(6) {
            0 => {}
            1 if lines.len() > 1 => {
                let condition = format!("{divisor} {} 0", self.dice.pick(&["=", "<=", ">"]));
                lines.insert(0, format!("first of {{ {condition}: 0"));
                lines[1].insert_str(0, "otherwise: ");
                lines.push("}".to_owned());
            }
            2 => {
                let treatment = self.treatment(2, None);
                lines.push(format!("not applicable when {divisor} < 1: {treatment}"));
            }
            _ => {
                let treatment = self.treatment(2, None);
                lines.push(format!("not applicable when {divisor} = 0: {treatment}"));
            }
        }
        lines
    }

    fn first(&mut self, maximum: usize) -> Vec<String> {
        let mut lines = vec!["first of {".to_owned()];
        for index in 0..1 + self.dice.below(3) {
            let value = if index == 0 { maximum } else { self.dice.below(maximum + 1) };
            lines.push(format!("  {}: {value}", self.condition(1)));
        }
        if !self.dice.one_in(3) {
            lines.push(format!("  otherwise: {}", self.dice.below(maximum + 1)));
        }
        lines.push("}".to_owned());
        lines
    }

    fn grid(&mut self, maximum: usize) -> Vec<String> {
        let columns = self.term();
        let mut heads = self.partition("1", "3");
        heads.rotate_left(1);
        let (rows_of, rows) = match self.words.first().cloned() {
            Some((name, _)) if self.dice.one_in(2) => (name, vec!["low", "mid", "high"]),
            _ if !self.answers.is_empty() => (self.dice.pick(&self.answers), vec!["yes", "no"]),
            _ => (self.term(), vec!["from 2", "below 2"]),
        };
        let mut lines = vec![format!("table of {rows_of}, {columns} {{"), String::new()];
        lines[1] = format!("       | {} |", heads.join(" | "));
        let kept = if self.dice.one_in(4) { rows.len() - 1 } else { rows.len() };
        for (index, row) in rows.iter().take(kept).enumerate() {
            let mut cells: Vec<String> =
                heads.iter().map(|_| self.dice.below(maximum + 1).to_string()).collect();
            if index == 0 {
                cells[0] = maximum.to_string();
            }
            lines.push(format!("  {row} | {} |", cells.join(" | ")));
        }
        lines.push("}".to_owned());
        lines
    }

    fn steps(&mut self) -> Vec<String> {
        let of = self.term();
        let full = self.dice.pick(&["per", "per full"]);
        let band = match self.dice.below(4) {
            0 => format!("{{ 0 at 1, 1 {full} 1 up to 2, 2 per 1 }}"),
            1 => format!("{{ 0 at 3, 1 {full} 1 less }}"),
            2 => format!("{{ 1 at 0, 1 {full} {} }}", self.dice.pick(&self.counts)),
            _ => format!("{{ 1 at 1, 1 {full} 2 }}"),
        };
        vec![format!("steps of {of} {band}")]
    }

    fn adjustment(&mut self, maximum: usize, content: Option<usize>) -> String {
        let condition = self.condition(1);
        let points = self.dice.below(maximum + 1);
        match self.dice.below(12) {
            0 => format!("requires {condition}"),
            1 => format!("zero when {condition}"),
            2 => format!("deduct 1 each for {}", self.dice.pick(&self.counts)),
            3 => format!("deduct {points} when {condition}"),
            4 => format!("deduct {} when {condition}", self.dice.pick(&["50%", "25%"])),
            5 => format!("at least {points} when {condition}"),
            6 => format!("at most {points} when {condition}"),
            7 => format!("at most {points}"),
            _ => format!("not applicable when {condition}: {}", self.treatment(maximum, content)),
        }
    }

    fn treatment(&mut self, maximum: usize, content: Option<usize>) -> String {
        match (self.dice.below(8), content) {
            (0 | 1, _) => "full points".to_owned(),
            (2, _) => format!("{} points", self.dice.below(maximum + 1)),
            (3, _) => "rescale total".to_owned(),
            (4, Some(content)) => format!("rescale c{content}"),
            (5, Some(content)) => format!("spread in c{content}"),
            (6, _) => "spread in total".to_owned(),
            _ => "drop".to_owned(),
        }
    }

    fn pools(&mut self) {
        for (name, times) in [("bonus", 5), ("deductions", 6)] {
            if !self.dice.one_in(times) {
                continue;
            }
            let cap = if self.dice.one_in(2) { " at most 2 points" } else { "" };
            self.line(format!("{name}{cap} {{"));
            let mut lines = self.award(2);
            lines.retain(|line| !line.starts_with("not applicable"));
            self.line("  criterion extra 2 points {");
            lines.iter().for_each(|line| self.line(format!("    {line}")));
            self.line("  }\n}");
        }
    }

    fn total(&mut self) {
        if self.dice.one_in(4) {
            let low = if self.dice.one_in(3) { " at least 0" } else { "" };
            let maximum = self.maximum;
            self.line(format!("total \"Total\" {maximum} points at most {maximum}{low}"));
        }
        if self.dice.one_in(4) {
            let step = self.dice.pick(&["1", "2", "0.5"]);
            let mode = self.dice.pick(&["half up", "down", "up"]);
            self.line(format!("round total to {step}, {mode}"));
        }
        if self.dice.one_in(5) {
            self.line("round points to 1, half up");
        }
    }

    /// A condition of classes and titles, which may look at points too.
    fn late_condition(&mut self) -> String {
        match self.dice.below(4) {
            0 if !self.parts.is_empty() => {
                let (path, maximum) = self.dice.pick(&self.parts);
                format!("{path} >= {}", self.dice.below(maximum + 2))
            }
            1 if !self.classes.is_empty() => format!("class >= {}", self.dice.pick(&self.classes)),
            _ => self.condition(1),
        }
    }

    fn classes(&mut self, of: &str) {
        let of = if of.is_empty() { String::new() } else { format!("of {of} ") };
        let names = ["poor", "fair", "good"];
        let maximum = self.maximum;
        let high = 1 + self.dice.below(maximum + 1);
        let low = self.dice.below(high + 1);
        self.line(format!("classes {of}{{"));
        for (name, limits) in [("good", format!("from {high}")), ("fair", format!("from {low}"))] {
            let when =
                if self.dice.one_in(3) { format!(" when {}", self.late_condition()) } else { String::new() };
            self.line(format!("  {name} {limits}{when}"));
        }
        let last = match self.dice.below(6) {
            0 => format!("below {low}"),
            1 => format!("below {low} or when {}", self.condition(1)),
            2 => format!("up to {}", low.saturating_sub(1)),
            _ => "otherwise".to_owned(),
        };
        self.line(format!("  poor {last}"));
        for _ in 0..[0, 0, 1, 2][self.dice.below(4)] {
            let (name, condition) = (self.dice.pick(&names), self.condition(1));
            let rule = match self.dice.below(6) {
                0..3 => format!("is {name} when {condition}"),
                3 | 4 => format!("at most {name} when {condition}"),
                _ => format!("not assessed when {condition}"),
            };
            self.line(format!("  {rule}"));
        }
        self.line("}");
        self.classes = names.to_vec();
    }

    fn titles(&mut self) {
        for index in 0..self.dice.below(3) {
            let condition = self.late_condition();
            let total = self.dice.below(self.maximum + 2);
            let condition = match self.dice.below(3) {
                0 => condition,
                1 => format!("total >= {total}"),
                _ => format!("total >= {total} and {condition}"),
            };
            self.line(format!("recognise t{index} when {condition}"));
        }
    }
}
