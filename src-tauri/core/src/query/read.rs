//! What the page is told of a query's text. Pure.

use crate::ids::GroupId;
use crate::query::Asked;
use crate::query::lexer::{LexedTerm, LexedValue, lex};
use crate::query::place::Units;
use crate::query::problem::Problem;
use crate::query::reading::{QueryPart, QueryPartKind, QueryReading, QueryTerm};
use crate::query::resolve::{resolve, tenants_of};
use crate::query::resolved::{Resolved, Test};

/// How `text` reads.
pub(super) fn read(text: &str, asked: &Asked<'_>) -> QueryReading {
    let units = Units::of(text);
    let lexed = lex(text);
    let parts = lexed.parts.clone();
    let terms = lexed.terms.iter().map(|term| told(term, text, &units)).collect();
    let (problems, group) = match resolve(text, lexed, asked) {
        Ok(resolved) => (Vec::new(), one_group(&resolved, asked)),
        Err(problems) => (problems, None),
    };
    let marking: Vec<&Problem> = problems.iter().filter(|problem| problem.marks()).collect();
    let part = |(kind, place)| QueryPart {
        kind: match kind {
            QueryPartKind::Space => kind,
            _ if marking.iter().any(|problem| problem.place.overlaps(place)) => QueryPartKind::Wrong,
            _ => kind,
        },
        start: units.at(place.start),
        end: units.at(place.end),
    };
    QueryReading {
        parts: parts.into_iter().map(part).collect(),
        terms,
        problem: problems.first().map(|problem| problem.told(text, asked, &units)),
        group,
    }
}

fn told(term: &LexedTerm, text: &str, units: &Units) -> QueryTerm {
    let field = term.field.as_ref().map(|field| match field.field {
        Some(known) => known.name().to_owned(),
        None => field.name().of(text).to_owned(),
    });
    QueryTerm {
        start: units.at(term.place.start),
        end: units.at(term.place.end),
        negated: term.negated,
        field,
        values: term.values.iter().map(LexedValue::shown).collect(),
    }
}

/// The one group in which everything that is found must be, within the tenants that are named.
fn one_group(resolved: &Resolved, asked: &Asked<'_>) -> Option<GroupId> {
    let tenants = tenants_of(resolved);
    let mut groups: Option<Vec<GroupId>> = None;
    for condition in resolved.conditions.iter().filter(|condition| !condition.negated) {
        let group = |test: &Test| if let Test::Group(group) = test { Some(*group) } else { None };
        let Some(these) = condition.any.iter().map(group).collect::<Option<Vec<_>>>() else { continue };
        groups = Some(match groups {
            None => these,
            Some(those) => those.into_iter().filter(|one| these.contains(one)).collect(),
        });
    }
    let within = |group: &GroupId| {
        let named = asked.names.groups.iter().find(|one| one.id == *group);
        named.is_some_and(|one| tenants.as_ref().is_none_or(|tenants| tenants.contains(&one.tenant)))
    };
    let mut left: Vec<GroupId> = groups?.into_iter().filter(within).collect();
    left.dedup();
    if let [one] = left.as_slice() { Some(*one) } else { None }
}
