//! The total: what contents add up to, weights, rounding.

use super::part::is_about_points;
use super::{Checker, finding};
use crate::layer::ElementKind;
use crate::model::{Content, Rounding, Total};
use crate::source::Span;
use crate::syntax::ast::Rounded;
use crate::value::{Mode, Number};

impl Checker<'_> {
    /// Either every content on the top has a weight, or none.
    pub(super) fn weights(&mut self, contents: &[Content]) {
        let linked = self.linked;
        let top: Vec<u32> = linked.top().collect();
        for (content, written) in contents.iter().zip(&linked.contents) {
            if let (Some((_, span)), Some(_)) = (written.content.weight, content.parent) {
                self.findings.push(finding::no_weight(span, &content.path));
            }
        }
        let weighted: Vec<u32> =
            top.iter().copied().filter(|id| linked.contents[*id as usize].content.weight.is_some()).collect();
        if weighted.is_empty() {
            return;
        }
        for id in top.iter().filter(|id| !weighted.contains(id)) {
            let name = &linked.contents[*id as usize].content.name;
            self.findings.push(finding::no_weight(name.span, &name.text));
        }
        let shares = weighted.iter().filter_map(|id| contents[*id as usize].weight);
        let sum = shares.fold(Number::ZERO, |sum, weight| sum.plus(weight).unwrap_or(sum));
        if sum != Number::ONE && weighted.len() == top.len() {
            let place = linked.contents[weighted[0] as usize].content.weight.map(|(_, span)| span);
            let percent = sum.times(Number::HUNDRED).unwrap_or(sum);
            let place = place.unwrap_or(linked.contents[0].content.span);
            self.findings.push(finding::weights(place, &percent.to_string()));
        }
    }

    pub(super) fn total(&mut self, file: Span, contents: &[Content]) -> Total {
        let linked = self.linked;
        let written = linked.file.totals.first();
        let head = linked.file.headers.first().map_or(Span { end: file.start, ..file }, |head| head.span);
        // Classes and titles can stand on months, on units below, on facts alone.
        let assesses = !linked.classes.is_empty() || !linked.file.titles.is_empty() || linked.file.is_list;
        let is_whole = linked.file.broken.names.is_empty();
        if contents.is_empty() && is_whole && !assesses && !linked.file.headers.is_empty() {
            self.findings.push(finding::nothing_to_assess(head));
        }
        let printed = written.and_then(|total| total.maximum.as_ref());
        let is_weighted = contents.iter().any(|content| content.weight.is_some());
        let tops = contents.iter().filter(|content| content.parent.is_none());
        let sum = tops.fold(Number::ZERO, |sum, content| sum.plus(content.maximum).unwrap_or(sum));
        // Where a content says another maximum than its parts, the sum of contents may only follow.
        let is_off = self.findings.iter().any(|finding| finding.code == "TC0314");
        if let Some(printed) =
            printed.filter(|printed| !is_weighted && is_whole && !is_off && printed.points != sum)
        {
            let place = self.linked.blame(printed.span, |change| {
                is_about_points(change) && change.kind != ElementKind::Criterion && !change.path.contains('.')
                    || change.kind == ElementKind::Total
            });
            self.findings.push(finding::parts_do_not_add_up(place, "total", sum, printed.points));
        }
        let scale = if is_weighted { Number::HUNDRED } else { sum };
        Total {
            title: written
                .and_then(|total| total.title.as_ref())
                .map_or(String::new(), |title| title.text.clone()),
            maximum: printed.map_or(scale, |printed| printed.points),
            at_most: written.map_or(Vec::new(), |total| self.numbers(&total.at_most)),
            at_least: written.map_or(Vec::new(), |total| self.numbers(&total.at_least)),
            round_points: self.rounding(Rounded::Points),
            round_contents: self.rounding(Rounded::Contents),
            round_total: self.rounding(Rounded::Total),
            span: written.map_or(head, |total| total.span),
        }
    }

    fn rounding(&mut self, what: Rounded) -> Option<Rounding> {
        let written = self.linked.file.rounding.iter().find(|rounding| rounding.what == what)?;
        if written.step <= Number::ZERO {
            self.findings.push(finding::bad_step(written.span));
            return None;
        }
        if written.mode.is_none() {
            self.findings.push(finding::no_mode(written.span));
        }
        Some(Rounding { step: written.step, mode: written.mode.unwrap_or(Mode::HalfUp) })
    }
}
