//! Rules: which methods on which paths a role permits, and path patterns in general. Pure.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The methods of HTTP that a rule can name.
pub const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// The most rules of a role, methods or paths of a rule, or paths of a list.
const MOST: usize = 100;

/// The most characters of a pattern.
const LENGTH: usize = 500;

/// A path, with `*` for any one segment and `**` for any number of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PathPattern(String);

impl PathPattern {
    /// Reads a pattern that was typed into `field`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] that says which rule it breaks.
    pub fn parse(field: &'static str, typed: &str) -> Result<Self> {
        let typed = typed.trim();
        let refuse = |problem: String| Err(Error::invalid(field, problem));
        let shown: String = typed.chars().filter(|c| !c.is_control()).take(60).collect();
        if !typed.starts_with('/') {
            return refuse(format!("“{shown}” is no path: begin with /, for example /invoices/**."));
        }
        if typed.chars().count() > LENGTH {
            return refuse(format!("A path may have {LENGTH} characters."));
        }
        if typed.contains(['?', '#', '\\', '%']) || !typed.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse(format!(
                "“{shown}”: a path has no spaces, “?”, “#”, “%” or “\\”; it is compared decoded, without its query."
            ));
        }
        for segment in typed[1..].split('/') {
            if segment.contains('*') && !matches!(segment, "*" | "**") {
                return refuse(format!(
                    "“{shown}”: * stands for one whole segment, ** for any number of them; neither for a part of one."
                ));
            }
            if matches!(segment, "." | "..") {
                return refuse(format!(
                    "“{shown}”: dot segments are resolved before a path is compared, so this never matches."
                ));
            }
        }
        Ok(Self(typed.to_owned()))
    }

    /// The pattern.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `path`, decoded once and with its dot segments resolved, is one that the pattern means.
    pub fn matches(&self, path: &str) -> bool {
        let pattern: Vec<_> = self.0.trim_start_matches('/').split('/').collect();
        let path: Vec<_> = path.trim_start_matches('/').split('/').collect();
        // `reached[n]`: the pattern so far matches the first n segments.
        let mut reached = vec![false; path.len() + 1];
        reached[0] = true;
        for part in pattern {
            let mut next = vec![false; path.len() + 1];
            if part == "**" {
                let mut any = false;
                for (at, reached) in reached.iter().enumerate() {
                    any |= reached;
                    next[at] = any;
                }
            } else {
                for at in 0..path.len() {
                    next[at + 1] = reached[at] && (part == path[at] || part == "*" && !path[at].is_empty());
                }
            }
            reached = next;
        }
        reached[path.len()]
    }
}

/// Path patterns that were typed into `field`, without repeats, in their order.
///
/// # Errors
/// As [`PathPattern::parse`].
pub fn parse_paths(field: &'static str, typed: &[String]) -> Result<Vec<PathPattern>> {
    if typed.len() > MOST {
        return Err(Error::invalid(field, format!("There may be {MOST} paths. Use * and ** to say more with one.")));
    }
    let mut paths: Vec<PathPattern> = Vec::new();
    for typed in typed.iter().filter(|typed| !typed.trim().is_empty()) {
        let path = PathPattern::parse(field, typed)?;
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// What a role permits: any of its methods on any of its paths. An empty list means any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Rule {
    /// The methods, in capitals.
    pub methods: Vec<String>,
    /// The paths, below the API URL.
    #[cfg_attr(test, ts(type = "Array<string>"))]
    pub paths: Vec<PathPattern>,
}

impl Rule {
    /// Checks a rule that was typed.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `rules`.
    pub fn parse(self) -> Result<Self> {
        let mut methods: Vec<String> = Vec::new();
        for known in METHODS {
            if self.methods.iter().any(|method| method.trim().eq_ignore_ascii_case(known)) {
                methods.push(known.to_owned());
            }
        }
        let unknown =
            self.methods.iter().find(|method| !METHODS.iter().any(|known| method.trim().eq_ignore_ascii_case(known)));
        if unknown.is_some() {
            return Err(Error::invalid("rules", format!("A rule's methods are among {}.", METHODS.join(", "))));
        }
        let typed: Vec<String> = self.paths.into_iter().map(|path| path.0).collect();
        let paths = parse_paths("rules", &typed)?;
        if methods.is_empty() && paths.is_empty() {
            return Err(Error::invalid(
                "rules",
                "A rule with any method and any path restricts nothing. Name a method or a path, or take the rule away.",
            ));
        }
        Ok(Self { methods, paths })
    }

    /// Whether the rule allows `method` on `path`.
    pub fn allows(&self, method: &str, path: &str) -> bool {
        (self.methods.is_empty() || self.methods.iter().any(|known| known.eq_ignore_ascii_case(method)))
            && (self.paths.is_empty() || self.paths.iter().any(|pattern| pattern.matches(path)))
    }
}

/// Checks the rules of a role.
///
/// # Errors
/// As [`Rule::parse`].
pub fn parse_rules(typed: Vec<Rule>) -> Result<Vec<Rule>> {
    if typed.len() > MOST {
        return Err(Error::invalid("rules", format!("A role may have {MOST} rules.")));
    }
    typed.into_iter().map(Rule::parse).collect()
}

/// Anything that is kept as a list of plain values, as the database keeps it: JSON.
pub fn to_text<T: Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| unreachable!("rules and paths have text keys and plain values only"))
}

/// Reads what [`to_text`] wrote.
pub fn from_text<T: Serialize + serde::de::DeserializeOwned>(text: &str) -> Option<Vec<T>> {
    serde_json::from_str::<Vec<T>>(text).ok().filter(|list| to_text(list) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> PathPattern {
        PathPattern::parse("rules", text).expect(text)
    }

    #[test]
    fn one_star_is_one_segment_and_two_are_any_number() {
        for (text, path, matches) in [
            ("/invoices", "/invoices", true),
            ("/invoices", "/invoices/7", false),
            ("/invoices/*", "/invoices/7", true),
            ("/invoices/*", "/invoices", false),
            ("/invoices/*", "/invoices/", false),
            ("/invoices/*", "/invoices/7/lines", false),
            ("/invoices/**", "/invoices", true),
            ("/invoices/**", "/invoices/7/lines", true),
            ("/invoices/**", "/invoicesX", false),
            ("/**/lines", "/invoices/7/lines", true),
            ("/**/lines", "/lines", true),
            ("/a/**/b/*", "/a/x/y/b/c", true),
            ("/a/**/b/*", "/a/b", false),
            ("/**", "/", true),
        ] {
            assert_eq!(pattern(text).matches(path), matches, "{text} on {path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for typed in ["invoices", "", "/a b", "/a?x=1", "/a*", "/../x", "/a%2Fb", "/a\\b", "/***"] {
            assert_eq!(PathPattern::parse("rules", typed).expect_err(typed).field(), Some("rules"));
        }
    }

    #[test]
    fn a_rule_allows_its_methods_on_its_paths() {
        let rule = Rule { methods: vec!["get".into(), "HEAD".into()], paths: vec![pattern("/v1/**")] }
            .parse()
            .expect("a rule");
        assert_eq!(rule.methods, ["GET", "HEAD"]);
        assert!(rule.allows("GET", "/v1/x") && !rule.allows("POST", "/v1/x") && !rule.allows("GET", "/v2"));
        assert!(Rule { methods: vec![], paths: vec![] }.parse().is_err());
        assert!(Rule { methods: vec!["BREW".into()], paths: vec![] }.parse().is_err());
        assert_eq!(from_text::<Rule>(&to_text(std::slice::from_ref(&rule))), Some(vec![rule]));
    }
}
