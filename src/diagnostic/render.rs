//! Findings as pictures for a terminal. The only place that knows `miette`.

use super::{Argument, Diagnostic, Language, Place, Severity, catalogue, counted_by};
use crate::source::{Source, Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt;

/// The longest line that is drawn, in bytes; a finding in a longer one is only named.
const MAXIMUM_LINE: usize = 2_000;

/// How a finding is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of messages.
    pub language: Language,
    /// Whether colours may be used.
    pub colour: bool,
    /// How many columns a line may have.
    pub width: usize,
}

/// Draws one finding: message, the author's words with labels, one proposal.
pub fn render(finding: &Diagnostic, sources: &Sources, style: Style) -> String {
    let main = Drawn::new(finding, sources, style.language);
    let elsewhere = elsewhere(finding, sources, style.language);
    let mut pages = vec![picture(&main, style, elsewhere.is_empty().then_some(finding))];
    for (index, other) in elsewhere.iter().enumerate() {
        let is_last = index + 1 == elsewhere.len();
        let page = picture(other, style, is_last.then_some(finding));
        // Its head would only repeat the finding; the words of the other file are what is wanted.
        pages.push(page.split_once(CORNER).map_or(String::new(), |(_, rest)| format!("   {CORNER}{rest}")));
    }
    pages.concat()
}

/// How the words of a file begin in a picture.
const CORNER: &str = "╭─[";

/// A picture; with the proposal of `closing` under it.
fn picture(drawn: &Drawn<'_>, style: Style, closing: Option<&Diagnostic>) -> String {
    let styles = if style.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    let mut handler = GraphicalReportHandler::new_themed(theme).with_width(style.width).with_links(false);
    let footer = closing.map_or(String::new(), |finding| footer(finding, style.language));
    if !footer.is_empty() {
        handler = handler.with_footer(footer);
    }
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = handler.render_report(&mut out, drawn);
    out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

/// The input that shows the harm, and the proposal.
fn footer(finding: &Diagnostic, language: Language) -> String {
    let proposal = finding.proposal(language);
    let input = finding.input_in_words(language);
    let lines = [("word-input", input), ("word-help", proposal)].into_iter();
    let lines = lines.filter(|(_, text)| !text.is_empty());
    let lines = lines.map(|(word, text)| format!("  {}: {text}", catalogue::word(language, word)));
    lines.collect::<Vec<_>>().join("\n")
}

/// A file, borrowed. Finds lines by their table, so that drawing many findings stays cheap.
struct Lines<'a>(&'a Source);

impl SourceCode for Lines<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        behind: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > self.0.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (from, to, line) = self.0.window(start, end, before, behind);
        let (text, name) = (&self.0.text.as_bytes()[from..to], self.0.name.clone());
        // The column of the start where no line before it is shown.
        let cut = if before == 0 { start - from } else { 0 };
        let column = String::from_utf8_lossy(&text[..cut]).chars().count();
        let (from, text) = (from + cut, &text[cut..]);
        let place = (from, text.len()).into();
        let count = text.split(|byte| *byte == b'\n').count();
        Ok(Box::new(MietteSpanContents::new_named(name, text, place, line, column, count)))
    }
}

struct Drawn<'a> {
    finding: &'a Diagnostic,
    message: String,
    code: String,
    labels: Vec<LabeledSpan>,
    source: Option<Lines<'a>>,
}

impl<'a> Drawn<'a> {
    fn new(finding: &'a Diagnostic, sources: &'a Sources, language: Language) -> Self {
        let severity = match finding.severity {
            Severity::Error => "word-error",
            Severity::Warning => "word-warning",
            Severity::Note => "word-note",
        };
        let mut message = finding.message(language);
        let code = format!("{} {}", catalogue::word(language, severity), finding.code);
        let (mut labels, mut source) = (Vec::new(), None);
        match &finding.place {
            Place::Source(span) if !is_drawable(sources, *span) => {
                let (file, line, column) = finding.position(sources);
                message = format!("{}: {message}", cell(&file, line, column, language));
            }
            Place::Source(span) => {
                let file = sources.get(span.source);
                source = Some(Lines(file));
                let here = labeled(finding, language, *span, "here");
                labels
                    .push(LabeledSpan::new_primary_with_span(here.label().map(str::to_owned), *here.inner()));
                labels.extend(
                    finding
                        .labels
                        .iter()
                        .filter(|label| label.span.source == span.source && is_drawable(sources, label.span))
                        .map(|label| labeled(finding, language, label.span, label.text)),
                );
            }
            Place::Cell { file, line, column } => {
                let mut place = cell(file, *line, *column, language);
                // Of a row that is refused, people know the unit better than the line.
                if let Some(Argument::Text(unit)) = finding.arguments.get("unit").filter(|_| *line > 0)
                    && !unit.is_empty()
                {
                    place = format!("{place} ({unit})");
                }
                message = format!("{place}: {message}");
            }
        }
        Drawn { finding, message, code, labels, source }
    }
}

/// Places of a finding in files other than its own, a picture for each file, in the order of labels.
fn elsewhere<'a>(finding: &'a Diagnostic, sources: &'a Sources, language: Language) -> Vec<Drawn<'a>> {
    let Place::Source(span) = &finding.place else { return Vec::new() };
    let others = || {
        let labels = finding.labels.iter().map(|label| (label, label.span.source));
        labels.filter(|(label, source)| *source != span.source && is_drawable(sources, label.span))
    };
    let mut files: Vec<_> = Vec::new();
    for (_, source) in others() {
        if !files.contains(&source) {
            files.push(source);
        }
    }
    let drawn = files.into_iter().map(|file| {
        let labels = others().filter(|(_, source)| *source == file);
        let labels: Vec<_> =
            labels.map(|(label, _)| labeled(finding, language, label.span, label.text)).collect();
        let source = Some(Lines(sources.get(file)));
        Drawn { finding, message: String::new(), code: String::new(), labels, source }
    });
    drawn.collect()
}

/// Whether the lines of a place are short enough to be drawn.
fn is_drawable(sources: &Sources, span: Span) -> bool {
    let (source, start, end) = (sources.get(span.source), span.start as usize, span.end as usize);
    let (from, to, _) = source.window(start, end, 1, 1);
    source.text[from..to].lines().all(|line| line.len() <= MAXIMUM_LINE)
}

fn cell(file: &str, line: u64, column: u64, language: Language) -> String {
    let id = match (line, column) {
        (0, _) => "place-file",
        (_, 0) => "place-line",
        _ => "place-cell",
    };
    let arguments = [
        ("file", file.into()),
        ("by", counted_by(file).into()),
        ("line", line.to_string().into()),
        ("column", column.to_string().into()),
    ];
    catalogue::say(language, id, &arguments)
}

fn labeled(finding: &Diagnostic, language: Language, span: Span, text: &str) -> LabeledSpan {
    let text = finding.label_text(text, language);
    let place = SourceSpan::new((span.start as usize).into(), (span.end - span.start) as usize);
    LabeledSpan::new_with_span(if text.is_empty() { None } else { Some(text) }, place)
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.labels.is_empty() { None } else { Some(Box::new(self.labels.iter().cloned())) }
    }
}
