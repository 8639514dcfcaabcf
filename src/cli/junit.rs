//! Results of examples in the format that continuous integration reads. Without times: the same rulesets
//! give the same bytes.

use super::test::Tested;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;
use tieuchi::Language;
use tieuchi::diagnostic::catalogue::word;
use tieuchi::suite::{self, ExampleReport, Verdict};

type Xml = Writer<Vec<u8>>;

/// All rulesets as test suites.
pub(super) fn junit(tested: &[Tested], language: Language) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to a list of bytes cannot fail.
    let _ = write(&mut xml, tested, language);
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

fn write(xml: &mut Xml, tested: &[Tested], language: Language) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .write_inner_content(|xml| tested.iter().try_for_each(|it| suite(xml, it, language)))?;
    Ok(())
}

fn suite(xml: &mut Xml, tested: &Tested, language: Language) -> io::Result<()> {
    let (tally, refused) = (tested.tally(), usize::from(tested.examples.is_none()));
    let counts = [
        ("tests", tally.examples + refused),
        ("failures", tally.failed),
        ("errors", refused),
        ("skipped", tally.skipped),
    ]
    .map(|(name, count)| (name, count.to_string()));
    let name = legal(&tested.file);
    let head = xml.create_element("testsuite").with_attribute(("name", name.as_str()));
    let head = head.with_attributes(counts.iter().map(|(name, count)| (*name, count.as_str())));
    head.write_inner_content(|xml| match &tested.examples {
        Some(examples) => examples.iter().try_for_each(|example| case(xml, &name, example, language)),
        None => refusal(xml, &name, tested, language),
    })?;
    Ok(())
}

/// A ruleset that is refused is one test that could not be run.
fn refusal(xml: &mut Xml, file: &str, tested: &Tested, language: Language) -> io::Result<()> {
    let message = word(language, "test-refused-ruleset");
    let findings = tested.errors.iter().map(|it| format!("{}: {}", it.code, it.message(language)));
    let findings = legal(&findings.collect::<Vec<_>>().join("\n"));
    let case = xml.create_element("testcase").with_attributes([("classname", file), ("name", "check")]);
    case.write_inner_content(|xml| {
        let error = xml.create_element("error").with_attribute(("message", message.as_str()));
        error.write_text_content(BytesText::new(&findings)).map(|_| ())
    })?;
    Ok(())
}

fn case(xml: &mut Xml, file: &str, example: &ExampleReport, language: Language) -> io::Result<()> {
    let title = legal(&example.title);
    let case =
        xml.create_element("testcase").with_attributes([("classname", file), ("name", title.as_str())]);
    let page = legal(&suite::text(std::slice::from_ref(example), file, language));
    let text = BytesText::new(page.trim_end());
    let (element, message) = match example.verdict {
        _ if page.is_empty() => return case.write_empty().map(|_| ()),
        Verdict::Failed => ("failure", first(example, language)),
        Verdict::Skipped => ("skipped", example.skipped.join(", ")),
        // A variant may answer otherwise: no failure, but not to be overlooked.
        Verdict::Differs | Verdict::Passed => ("system-out", String::new()),
    };
    case.write_inner_content(|xml| {
        let mut inner = xml.create_element(element);
        let message = legal(&message);
        if !message.is_empty() {
            inner = inner.with_attribute(("message", message.as_str()));
        }
        inner.write_text_content(text).map(|_| ())
    })?;
    Ok(())
}

/// The first answer that is not as expected.
fn first(example: &ExampleReport, language: Language) -> String {
    let odd = example.answers.iter().find(|answer| !answer.holds);
    odd.map_or(String::new(), |answer| suite::sentence(answer, example.verdict, language))
}

/// The text with only such characters as XML can hold.
fn legal(text: &str) -> String {
    let is_legal = |it: char| !it.is_control() || matches!(it, '\t' | '\n');
    text.chars()
        .filter(|it| !matches!(it, '\u{FFFE}' | '\u{FFFF}'))
        .map(|it| if is_legal(it) { it } else { '\u{FFFD}' })
        .collect()
}
