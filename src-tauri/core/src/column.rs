//! The columns of the table of credentials: what it can show, sort by and export. Pure.

use serde::{Deserialize, Serialize};

/// Gives every column the code by which layouts keep it and screens call it, and its heading in files.
macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $heading:literal);+ $(;)?) => {
        /// A column of the table of credentials.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export))]
        pub enum Column {
            $($(#[$doc])* $name),+
        }

        impl Column {
            /// Every column, in the order in which a table that nobody has arranged has them.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$name),+];

            /// What layouts and screens call it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code),+
                }
            }

            /// What a file's header calls it.
            pub fn heading(self) -> &'static str {
                match self {
                    $(Self::$name => $heading),+
                }
            }

            /// The column that is called `code`; none for one of another version of Keywright.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|column| column.code() == code)
            }
        }
    };
}

columns! {
    /// The title. It is always shown, and first.
    Title = "title", "Title";
    /// The Access ID, or the start of a single key.
    AccessId = "accessId", "Access ID";
    /// What it is now.
    Status = "status", "Status";
    /// How it is formed.
    Kind = "kind", "Kind";
    /// Its group.
    Group = "group", "Group";
    /// Its tenant.
    Tenant = "tenant", "Tenant";
    /// Its roles.
    Roles = "roles", "Roles";
    /// On whose behalf it acts.
    User = "user", "On behalf of";
    /// The addresses that it may be used from.
    Addresses = "addresses", "Addresses";
    /// Its tenant's API URL.
    ApiUrl = "apiUrl", "API URL";
    /// What it is for.
    Description = "description", "Description";
    /// Its tags.
    Tags = "tags", "Tags";
    /// From when on it is accepted.
    Starts = "starts", "Starts";
    /// Until when it is accepted.
    Expires = "expires", "Expires";
    /// When it was issued.
    Created = "created", "Created";
    /// When its own fields, state or secret last changed.
    Modified = "modified", "Modified";
    /// When its secret was last replaced.
    Rotated = "rotated", "Last rotated";
    /// Who issued it.
    CreatedBy = "createdBy", "Created by";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_called_the_same_everywhere() {
        for column in Column::ALL {
            assert_eq!(Column::from_code(column.code()), Some(column));
            assert_eq!(serde_json::to_value(column).expect("a text"), column.code());
        }
        assert_eq!(Column::from_code("lastReminder"), None);
    }
}
