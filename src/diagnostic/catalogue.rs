//! The catalogues of messages, one folder a language, in Fluent's format.
//!
//! A finding's code is the name of its message; its proposals and labels are attributes. What
//! reports say stands beside them.

use super::{Argument, Arguments};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language that the project speaks to its users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Vietnamese, *tiếng Việt*.
    Vietnamese,
}

impl Language {
    /// The language of a locale such as `vi`, `vi_VN.UTF-8` or `en-US`; English where it is neither.
    pub fn of_locale(locale: &str) -> Language {
        if locale.to_ascii_lowercase().starts_with("vi") { Language::Vietnamese } else { Language::English }
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
            let files = [include_str!("en/findings.ftl"), include_str!("en/reports.ftl")];
            bundle("en", &files)
        });
        static VIETNAMESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
            let files = [include_str!("vi/findings.ftl"), include_str!("vi/reports.ftl")];
            bundle("vi", &files)
        });
        match self {
            Language::English => &ENGLISH,
            Language::Vietnamese => &VIETNAMESE,
        }
    }
}

fn bundle(language: &str, files: &[&str]) -> FluentBundle<FluentResource> {
    let language: Option<LanguageIdentifier> = language.parse().ok();
    let mut bundle = FluentBundle::new_concurrent(language.into_iter().collect());
    bundle.set_use_isolating(false);
    for file in files {
        // A slip in a catalogue loses that message only; `tests/catalogue.rs` finds it.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The codes of all findings.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("en/findings.ftl").lines();
    lines.filter_map(|line| line.split_once(" =")).map(|(id, _)| id).filter(|id| id.starts_with("TC"))
}

/// The message `id`, or its `attribute`, in `language`; empty where there is none.
pub fn text(language: Language, id: &str, attribute: Option<&str>, arguments: &Arguments) -> String {
    filled(language, (id, attribute), arguments.iter().map(|(name, argument)| (*name, argument)))
}

fn filled<'a>(
    language: Language,
    (id, attribute): (&str, Option<&str>),
    arguments: impl Iterator<Item = (&'static str, &'a Argument)>,
) -> String {
    let bundle = language.bundle();
    let Some(message) = bundle.get_message(id) else { return String::new() };
    let pattern = match attribute {
        None => message.value(),
        Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
    };
    let Some(pattern) = pattern else { return String::new() };
    let mut values = FluentArgs::with_capacity(arguments.size_hint().0);
    for (name, argument) in arguments {
        match argument {
            Argument::Text(text) => values.set(name, FluentValue::from(text.as_str())),
            Argument::Count(count) => values.set(name, FluentValue::from(*count)),
            Argument::Messages(ids) => values.set(name, FluentValue::from(list(language, ids))),
        }
    }
    bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
}

fn list(language: Language, ids: &[String]) -> String {
    let words = ids.iter().map(|id| match word(language, id) {
        missing if missing.is_empty() => id.clone(),
        word => word,
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The message `id` in `language` with its arguments: what reports are made of.
pub fn say(language: Language, id: &str, arguments: &[(&'static str, Argument)]) -> String {
    filled(language, (id, None), arguments.iter().map(|(name, argument)| (*name, argument)))
}

/// The message `id` in `language`, which mentions nothing.
pub fn word(language: Language, id: &str) -> String {
    say(language, id, &[])
}
