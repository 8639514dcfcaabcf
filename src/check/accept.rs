//! Findings that the author of a ruleset, or of its base, accepts with a reason.

use super::finding;
use crate::diagnostic::{
    Diagnostic, Diagnostics, Finding, FindingPlace, Language, Place, Severity, catalogue,
};
use crate::layer::{Edition, Extents, Layered};
use crate::source::{SourceId, Sources, Span};
use crate::syntax::ast;
use crate::value::name;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The codes of rulesets that are warnings or notes, at least sometimes.
const ADVICE: [&str; 30] = [
    "TC0317", "TC0332", "TC0342", "TC0345", "TC0346", "TC0347", "TC0349", "TC0366", "TC0417", "TC0418",
    "TC0420", "TC0421", "TC0422", "TC0706", "TC0707", "TC0708", "TC0709", "TC0710", "TC0711", "TC0714",
    "TC0716", "TC0717", "TC0718", "TC0719", "TC0720", "TC0721", "TC0722", "TC0723", "TC0724", "TC0725",
];

/// What is found about acceptances themselves.
const OWN: [&str; 3] = ["TC0347", "TC0348", "TC0349"];

/// The finding that a variant reads a part of its base no more: it is said at the head of the variant, and
/// is about that part.
const LEFT_OVER: &str = "TC0342";

/// How many acceptances are worth looking for what was meant.
const MAXIMUM_SUGGESTIONS: usize = 100;

/// Whether a finding with this code can be a warning or a note of a ruleset.
pub fn is_advice(code: &str) -> bool {
    ADVICE.contains(&code)
}

/// Whether a finding with this code can be accepted. Where a proof fails a run says "undecided"; only a
/// number that is too large has nothing to fall back on.
pub fn is_acceptable(code: &str) -> bool {
    (is_advice(code) && !OWN.contains(&code)) || is_of_proofs(code)
}

fn is_of_proofs(code: &str) -> bool {
    code.starts_with("TC07") && code != "TC0702"
}

/// A finding that is accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accepted {
    /// The finding as it would have been.
    pub finding: Diagnostic,
    /// Why it is accepted.
    pub because: String,
    /// Where that is said.
    pub span: Span,
}

/// An accepted finding in words, for other programs.
#[derive(Clone, Debug, Serialize)]
pub struct AcceptedFinding {
    /// The finding as it would have been.
    #[serde(flatten)]
    pub finding: Finding,
    /// Why it is accepted.
    pub because: String,
    /// Where that is said.
    pub accepted: FindingPlace,
}

impl Accepted {
    /// The finding as a note: with the reason in place of a proposal.
    pub fn note(&self) -> Diagnostic {
        let note = Diagnostic { severity: Severity::Note, ..self.finding.clone() };
        note.with("acceptance", self.because.as_str()).label(self.span, "label-accepted").help("")
    }

    /// The same as other programs read it.
    pub fn record(&self, sources: &Sources, language: Language) -> AcceptedFinding {
        let (line, column) = sources.position(self.span);
        let file = sources.get(self.span.source).name.clone();
        let accepted = FindingPlace { file, line, column, message: self.because.clone() };
        AcceptedFinding {
            finding: self.finding.record(sources, language),
            because: self.because.clone(),
            accepted,
        }
    }
}

/// What is accepted in the tables of a ruleset.
#[derive(Debug, Default)]
pub struct Acceptances {
    /// Those of bases first, then in the order of the page.
    list: Vec<Acceptance>,
    /// The places in the list by code, those of one part before those of the whole.
    by_code: BTreeMap<String, Vec<usize>>,
    names: BTreeSet<String>,
    /// How many layers lie on each file.
    depths: BTreeMap<SourceId, usize>,
}

#[derive(Debug)]
struct Acceptance {
    written: ast::Acceptance,
    /// The part; none where the whole ruleset is meant.
    part: Option<Rc<Extent>>,
}

/// A part of a ruleset.
#[derive(Debug)]
struct Extent {
    key: String,
    /// Where it stands, in all tables.
    places: BTreeSet<Span>,
}

impl Acceptances {
    /// All that a file and its bases accept; `chain` holds the file, its base, the base of that, and so on.
    pub fn new(layered: &Layered, chain: &[SourceId]) -> Acceptances {
        let tables = layered.editions.iter().flat_map(Edition::tables);
        let mut seen = BTreeSet::new();
        let written = tables.flat_map(|(_, table)| &table.file.acceptances);
        let written: Vec<&ast::Acceptance> = written.filter(|it| seen.insert(it.span)).collect();
        if written.is_empty() {
            return Acceptances::default();
        }
        let extents = Extents::new(layered);
        let mut parts: BTreeMap<String, Rc<Extent>> = BTreeMap::new();
        let mut part = |scope: &ast::Scope| {
            let key = Extents::key(scope);
            let known = parts.entry(key.clone());
            known.or_insert_with(|| Rc::new(Extent { key, places: extents.of(scope) })).clone()
        };
        let of_part =
            |it: &ast::Acceptance| Acceptance { written: it.clone(), part: it.of.as_ref().map(&mut part) };
        let list: Vec<Acceptance> = written.into_iter().map(of_part).collect();
        let mut by_code: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for (at, it) in list.iter().enumerate().filter(|(_, it)| is_acceptable(&it.written.code.text)) {
            let code = &it.written.code.text;
            // One that says what another of its file says is never needed.
            if seen.insert((code, it.key(), it.written.span.source)) {
                by_code.entry(code.clone()).or_default().push(at);
            }
        }
        by_code.values_mut().for_each(|places| places.sort_by_key(|at| list[*at].part.is_none()));
        let names = extents.names().map(str::to_owned).collect();
        Acceptances { list, by_code, names, depths: chain.iter().copied().zip(0..).collect() }
    }

    /// Whether a finding is accepted.
    pub fn accept(&self, finding: &Diagnostic) -> bool {
        self.find(finding).is_some()
    }

    fn find(&self, finding: &Diagnostic) -> Option<usize> {
        if finding.severity == Severity::Error && !is_of_proofs(finding.code) {
            return None;
        }
        let covers = |at: &&usize| self.list[**at].covers(finding) && self.knows(**at, finding);
        self.by_code.get(finding.code)?.iter().find(covers).copied()
    }

    /// Whether a finding is about what is written in the file that accepts, or below it: nobody can accept
    /// what a layer above only makes of his ruleset in its own words.
    fn knows(&self, at: usize, finding: &Diagnostic) -> bool {
        let Place::Source(span) = &finding.place else { return false };
        let depth = |source| self.depths.get(&source);
        depth(self.list[at].written.span.source) <= depth(span.source)
    }

    /// Codes that nobody can accept, and codes that do not exist.
    pub fn misused(&self) -> Vec<Diagnostic> {
        let codes: BTreeSet<&str> = catalogue::codes().collect();
        let refused = self.list.iter().map(|it| &it.written.code).filter(|code| !is_acceptable(&code.text));
        let said = refused.enumerate().map(|(at, code)| {
            if codes.contains(code.text.as_str()) {
                return finding::not_acceptable(code.span, &code.text);
            }
            let known =
                codes.iter().copied().filter(|known| at < MAXIMUM_SUGGESTIONS && is_acceptable(known));
            finding::unknown_code(code.span, &code.text, name::nearest(&code.text, known))
        });
        said.collect()
    }

    /// Takes what is accepted out of the findings on a file. Where nothing is wrong any more, says what the
    /// file accepts in vain.
    pub fn take(&self, findings: &mut Diagnostics, own: SourceId) -> Vec<Accepted> {
        let mut used = vec![false; self.list.len()];
        let mut accepted = Vec::new();
        for finding in std::mem::take(findings) {
            let Some(at) = self.find(&finding) else {
                findings.push(finding);
                continue;
            };
            used[at] = true;
            let ast::Acceptance { because, span, .. } = &self.list[at].written;
            accepted.push(Accepted { finding, because: because.text.clone(), span: *span });
        }
        if !findings.has_errors() {
            let stale = (0..self.list.len()).filter(|at| self.list[*at].written.span.source == own);
            findings.extend(stale.filter_map(|at| self.stale(at, &used)));
            findings.settle();
        }
        accepted
    }

    /// The finding for an acceptance that is not used: it says what another one says, its part is not there,
    /// or nothing is found any more.
    fn stale(&self, at: usize, used: &[bool]) -> Option<Diagnostic> {
        let Acceptance { written, part } = &self.list[at];
        let same = self.by_code.get(&written.code.text).filter(|_| !used[at])?;
        let mut same =
            same.iter().filter(|other| used[**other] && self.list[**other].key() == self.list[at].key());
        let finding = |of: &str| finding::stale(written.span, &written.code.text, of);
        Some(match (&written.of, part, same.next()) {
            (Some(ast::Scope::Named(path)), Some(part), _) if part.places.is_empty() => {
                let names = self.names.iter().map(String::as_str);
                let near = name::nearest(&path.text(), names.filter(|_| at < MAXIMUM_SUGGESTIONS));
                finding(&path.text()).help("unknown").suggest(near)
            }
            (.., Some(first)) => finding("").label(self.list[*first].written.span, "first").help("twice"),
            _ => finding(""),
        })
    }
}

impl Acceptance {
    fn key(&self) -> Option<&str> {
        self.part.as_ref().map(|part| part.key.as_str())
    }

    fn covers(&self, finding: &Diagnostic) -> bool {
        let (Some(part), Place::Source(span)) = (&self.part, &finding.place) else { return true };
        let holds = |inner: Span| part.places.iter().any(|place| place.encloses(inner));
        holds(*span) || (finding.code == LEFT_OVER && finding.labels.iter().any(|label| holds(label.span)))
    }
}
