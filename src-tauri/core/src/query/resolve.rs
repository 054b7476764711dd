//! What the terms of a query come to: names looked up, dates and addresses read. What is unknown is a problem, never a
//! term that is left out. Pure.

use crate::address::Address;
use crate::ids::TenantId;
use crate::name::{Tag, fold, is_unseen};
use crate::query::Asked;
use crate::query::field::{Field, Takes};
use crate::query::lexer::{Lexed, LexedTerm, LexedValue};
use crate::query::names::Named;
use crate::query::place::Place;
use crate::query::problem::{Problem, Trouble};
use crate::query::resolved::{Condition, Resolved, Test};
use crate::query::times;

/// What the terms come to; the problems of all, in order, where any has one.
pub(super) fn resolve(text: &str, lexed: Lexed, asked: &Asked<'_>) -> Result<Resolved, Vec<Problem>> {
    let mut problems = lexed.problems;
    if !problems.iter().any(|problem| matches!(problem.trouble, Trouble::TooLong(_))) {
        problems.extend(unseen(text));
    }
    let mut conditions = Vec::with_capacity(lexed.terms.len());
    for term in &lexed.terms {
        if let Some(condition) = condition(term, asked, &mut problems) {
            conditions.push(condition);
        }
    }
    if problems.is_empty() {
        return Ok(Resolved { conditions });
    }
    problems.sort_by_key(|problem| problem.place.start);
    Err(problems)
}

/// The first character that nobody sees and that no name, title or description has.
fn unseen(text: &str) -> Option<Problem> {
    let hidden = |c: char| (c.is_control() || is_unseen(c)) && !c.is_whitespace();
    let (at, c) = text.char_indices().find(|(_, c)| hidden(*c))?;
    Some(Problem::new(Place::new(at, at + c.len_utf8()), Trouble::Unseen(c)))
}

fn condition(term: &LexedTerm, asked: &Asked<'_>, problems: &mut Vec<Problem>) -> Option<Condition> {
    if !term.sound {
        return None;
    }
    let mut any = Vec::with_capacity(term.values.len());
    for value in &term.values {
        let tests = match &term.field {
            Some(field) => tests(field.field?, value, asked),
            None => Ok(value.first.iter().map(|piece| Test::Text(fold(&piece.text))).collect()),
        };
        match tests {
            Ok(tests) => any.extend(tests),
            Err(problem) => problems.push(problem),
        }
    }
    Some(Condition { negated: term.negated, any })
}

/// What one value of `field` asks; a name that several tenants use asks for each.
fn tests(field: Field, value: &LexedValue, asked: &Asked<'_>) -> Result<Vec<Test>, Problem> {
    if let Takes::Time(time) = field.takes() {
        return times::test(time, value, asked).map(|test| vec![test]);
    }
    let typed = value.first.as_ref().map_or("", |piece| piece.text.as_str());
    let problem = |trouble| Problem::new(value.place, trouble);
    match field.takes() {
        Takes::Text => Ok(vec![if field == Field::Id { Test::Id(fold(typed)) } else { Test::Title(fold(typed)) }]),
        Takes::Word => {
            let folded = fold(typed);
            let known = field.words().iter().find(|word| word.word == folded);
            known.map(|word| vec![word.test.clone()]).ok_or_else(|| problem(Trouble::UnknownWord(field)))
        }
        Takes::Address => Address::parse(typed)
            .map(|address| vec![Test::Address(address)])
            .map_err(|sentence| problem(Trouble::NoAddress(sentence))),
        Takes::Name | Takes::Time(_) => {
            let tests = named(field, typed, asked);
            if tests.is_empty() { Err(problem(Trouble::UnknownName(field))) } else { Ok(tests) }
        }
    }
}

fn named(field: Field, typed: &str, asked: &Asked<'_>) -> Vec<Test> {
    let names = asked.names;
    match field {
        Field::Group => all_called(&names.groups, typed).map(|one| Test::Group(one.id)).collect(),
        Field::Tenant => all_called(&names.tenants, typed).map(|one| Test::Tenant(one.id)).collect(),
        Field::Role => all_called(&names.roles, typed).map(|one| Test::Role(one.id)).collect(),
        Field::Owner => all_called(&names.users, typed).map(|one| Test::Owner(one.id)).collect(),
        _ => {
            let folded = fold(typed.trim());
            let known = names.tags.binary_search_by(|tag| fold(tag).as_str().cmp(&folded)).ok();
            known.map(|at| Test::Tag(Tag::from_database(names.tags[at].clone()))).into_iter().collect()
        }
    }
}

/// Those of a list, sorted by folded name, that are called `typed`.
pub(super) fn all_called<'a, Id>(named: &'a [Named<Id>], typed: &str) -> impl Iterator<Item = &'a Named<Id>> {
    let folded = fold(typed.trim());
    let first = named.partition_point(|one| fold(&one.name) < folded);
    named[first..].iter().take_while(move |one| fold(&one.name) == folded)
}

/// The tenants to which the terms narrow the query; all, where none names any.
pub(super) fn tenants_of(resolved: &Resolved) -> Option<Vec<TenantId>> {
    let conditions = resolved.conditions.iter().filter(|condition| !condition.negated);
    conditions.fold(None, |narrowed: Option<Vec<TenantId>>, condition| {
        let tenant = |test: &Test| if let Test::Tenant(tenant) = test { Some(*tenant) } else { None };
        match condition.any.iter().map(tenant).collect::<Option<Vec<_>>>() {
            None => narrowed,
            Some(these) => Some(match narrowed {
                None => these,
                Some(those) => those.into_iter().filter(|one| these.contains(one)).collect(),
            }),
        }
    })
}
