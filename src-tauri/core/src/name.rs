//! Names and descriptions: what a person may call a thing, and when two names are the same.
//! Pure text; knows nothing of what is named.

use caseless::Caseless;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};

/// The most characters (Unicode scalar values) that a name may have.
pub const NAME_LENGTH: usize = 50;

/// The most characters (Unicode scalar values) that a description may have.
pub const DESCRIPTION_LENGTH: usize = 1_000;

/// A name: trimmed, in Unicode's NFC, 1 to 50 characters, none of them a control,
/// bidirectional-control or zero-width character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Reads a name from what was typed into `field`; `thing` is what it names, as in “the title”.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] that says which rule it breaks.
    pub fn parse(field: &'static str, thing: &str, typed: &str) -> Result<Self> {
        Self::parse_within(field, thing, typed, NAME_LENGTH)
    }

    fn parse_within(field: &'static str, thing: &str, typed: &str, most: usize) -> Result<Self> {
        let name: String = typed.trim().nfc().collect();
        if name.is_empty() {
            return Err(Error::invalid(field, format!("Enter {thing}.")));
        }
        let length = name.chars().count();
        if length > most {
            return Err(Error::invalid(field, format!("This is {length} characters long; {thing} may have {most}.")));
        }
        if let Some(unseen) = name.chars().find(|c| c.is_control() || is_unseen(*c)) {
            return Err(Error::invalid(field, refusal(unseen)));
        }
        Ok(Self(name))
    }

    /// A name that the database keeps, which was parsed when it was written.
    pub fn from_database(name: String) -> Self {
        Self(name)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which two names are the same.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A description: up to 1,000 characters on any number of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Description(String);

impl Description {
    /// Reads a description from what was typed into `field`; line ends become `\n`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] that says which rule it breaks.
    pub fn parse(field: &'static str, typed: &str) -> Result<Self> {
        let text: String = typed.replace("\r\n", "\n").trim().nfc().collect();
        let length = text.chars().count();
        if length > DESCRIPTION_LENGTH {
            return Err(Error::invalid(
                field,
                format!("This is {length} characters long; the description may have {DESCRIPTION_LENGTH}."),
            ));
        }
        let refused = |c: &char| (c.is_control() && *c != '\n' && *c != '\t') || is_unseen(*c);
        if let Some(unseen) = text.chars().find(refused) {
            return Err(Error::invalid(field, refusal(unseen)));
        }
        Ok(Self(text))
    }

    /// A description that the database keeps.
    pub fn from_database(text: String) -> Self {
        Self(text)
    }

    /// The description.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The most characters (Unicode scalar values) that a tag may have.
pub const TAG_LENGTH: usize = 30;

/// The most tags that a credential may have.
pub const TAGS: usize = 50;

/// A tag: 1 to 30 characters, kept case-folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(String);

impl Tag {
    /// Reads a tag as it was typed into the field `tags`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `tags` that says which rule it breaks.
    pub fn parse(typed: &str) -> Result<Self> {
        let tag = fold(Name::parse_within("tags", "the tag", typed, TAG_LENGTH)?.as_str());
        let length = tag.chars().count();
        if length > TAG_LENGTH {
            return Err(Error::invalid(
                "tags",
                format!("“{tag}” is {length} characters long; a tag may have {TAG_LENGTH}."),
            ));
        }
        if tag.contains(',') {
            return Err(Error::invalid("tags", format!("“{tag}” has a comma in it; tags are told apart by commas.")));
        }
        Ok(Self(tag))
    }

    /// The tags that were typed, sorted and without repeats.
    ///
    /// # Errors
    /// As [`Tag::parse`], and where there are more than [`TAGS`].
    pub fn parse_all(typed: &[String]) -> Result<Vec<Self>> {
        let mut tags = typed.iter().map(|typed| Self::parse(typed)).collect::<Result<Vec<_>>>()?;
        tags.sort_unstable();
        tags.dedup();
        if tags.len() > TAGS {
            return Err(Error::invalid("tags", format!("A credential may have {TAGS} tags.")));
        }
        Ok(tags)
    }

    /// A tag that the database keeps.
    pub fn from_database(text: String) -> Self {
        Self(text)
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The form under which two names are the same, and under which a search compares:
/// NFKC case folding (Unicode 3.13, compatibility caseless matching).
pub fn fold(text: &str) -> String {
    // For these alone both normal forms are the text itself, and most names are of these alone.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().default_case_fold().nfkc().default_case_fold().nfkc().collect()
}

fn refusal(unseen: char) -> String {
    let kind = if unseen.is_control() { "a control character" } else { "a character that cannot be seen" };
    format!("This has {kind} in it (U+{:04X}). Type it again without, or paste it as plain text.", u32::from(unseen))
}

/// Whether a character has no width or turns the direction of what follows, so that two
/// different names would look alike. From Unicode's `Default_Ignorable_Code_Point`,
/// `Bidi_Control` and the line and paragraph separators.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(typed: &str) -> Result<Name> {
        Name::parse("title", "the title", typed)
    }

    #[test]
    fn trims_and_composes() {
        assert_eq!(parse("  Cafe\u{301} \n").expect("a name").as_str(), "Caf\u{e9}");
    }

    #[test]
    fn refuses_what_is_empty_too_long_or_unseen() {
        for typed in
            ["", " \t ", &"x".repeat(51), "a\u{200B}b", "a\u{202E}b", "a\u{7}b", "a\nb", "\u{FEFF}a", "a\u{FE0F}"]
        {
            let error = parse(typed).expect_err(typed);
            assert_eq!((error.code(), error.field()), ("invalid_input", Some("title")), "{typed:?}");
        }
        assert!(parse(&"\u{1F511}".repeat(50)).is_ok(), "characters are counted, not bytes");
    }

    #[test]
    fn ascii_folds_as_everything_else_does() {
        let all: String = (0..128_u8).map(char::from).collect();
        let long_way: String = all.nfd().default_case_fold().nfkc().default_case_fold().nfkc().collect();
        assert_eq!(fold(&all), long_way);
    }

    #[test]
    fn folds_case_width_and_ligatures() {
        for (one, other) in
            [("CRM", "crm"), ("ＣＲＭ", "crm"), ("Straße", "STRASSE"), ("ﬁle", "FILE"), ("Caf\u{e9}", "CAFE\u{301}")]
        {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
        assert_ne!(fold("crm"), fold("crn"));
    }

    proptest! {
        #[test]
        fn a_parsed_name_parses_to_itself(typed in any::<String>()) {
            if let Ok(name) = parse(&typed) {
                prop_assert_eq!(parse(name.as_str()).expect("a name"), name.clone());
                prop_assert!((1..=NAME_LENGTH).contains(&name.as_str().chars().count()));
                prop_assert_eq!(fold(&name.folded()), name.folded());
            }
        }

        #[test]
        fn case_never_makes_another_name(typed in "\\PC{1,20}") {
            prop_assert_eq!(fold(&typed), fold(&fold(&typed)));
        }
    }
}
