//! What a row's mark is computed over, and who computes it. Pure: the key lives
//! with whoever implements [`Vouch`].
//!
//! The bytes under a row's MAC: table, field-list version, key epoch, id, revision,
//! then every field in the list's order, each length-prefixed (`u32`, little-endian),
//! so that no two different rows give the same bytes.

/// HMAC-SHA256 over a row, an audit hash or the head.
pub type Mac = [u8; 32];

/// Gives rows the vault's mark, and tells whether one bears it.
pub trait Vouch {
    /// The number of the master key in use; it is part of what is marked.
    fn epoch(&self) -> u32;
    /// The mark for a row's (or the head's) bytes.
    fn row_mac(&self, bytes: &[u8]) -> Mac;
    /// The mark for the hash of an audit entry.
    fn audit_mac(&self, hash: &[u8; 32]) -> Mac;
}

/// A row that is vouched for.
pub trait Marked {
    /// The table that holds it.
    const TABLE: &'static str;
    /// The newest list of fields that [`Marked::fields`] writes; the first is 1.
    const LIST: u16;
    /// The row's identity, as 16 bytes.
    fn id(&self) -> [u8; 16];
    /// How often the row has been written; begins at 1.
    fn revision(&self) -> u32;
    /// Writes every field of `list` but id and revision.
    fn fields(&self, list: u16, into: &mut Fields);
    /// Whether every field that is newer than `list` holds its default, so that a mark over `list` says all of the row.
    /// A row is marked over the newest list when it is written, and keeps its mark when the schema grows.
    fn fits(&self, list: u16) -> bool {
        list == Self::LIST
    }
}

/// Collects length-prefixed fields.
#[derive(Default)]
pub struct Fields(Vec<u8>);

impl Fields {
    fn part(&mut self, tag: u8, bytes: &[u8]) -> &mut Self {
        self.0.push(tag);
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// A field that holds text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.part(b't', text.as_bytes())
    }

    /// A field that holds bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.part(b'b', bytes)
    }

    /// A field that holds a whole number.
    pub fn number(&mut self, number: i64) -> &mut Self {
        self.part(b'n', &number.to_le_bytes())
    }

    /// A field that holds yes or no.
    pub fn flag(&mut self, flag: bool) -> &mut Self {
        self.part(b'f', &[u8::from(flag)])
    }

    /// A field that holds nothing; different from empty text and from zero.
    pub fn nothing(&mut self) -> &mut Self {
        self.part(b'0', &[])
    }

    /// A field that may hold text.
    pub fn text_or_nothing(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(text),
            None => self.nothing(),
        }
    }

    /// A field that may hold bytes.
    pub fn bytes_or_nothing(&mut self, bytes: Option<&[u8]>) -> &mut Self {
        match bytes {
            Some(bytes) => self.bytes(bytes),
            None => self.nothing(),
        }
    }

    /// A field that may hold a whole number.
    pub fn number_or_nothing(&mut self, number: Option<i64>) -> &mut Self {
        match number {
            Some(number) => self.number(number),
            None => self.nothing(),
        }
    }

    /// What was collected.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// The bytes under the mark of `row` over `list`.
pub fn bytes_of<R: Marked>(row: &R, list: u16, epoch: u32) -> Vec<u8> {
    let mut fields = Fields::default();
    fields
        .text(R::TABLE)
        .number(i64::from(list))
        .number(i64::from(epoch))
        .bytes(&row.id())
        .number(i64::from(row.revision()));
    row.fields(list, &mut fields);
    fields.into_bytes()
}

/// The mark of `row`, over the newest list.
pub fn mark<R: Marked>(row: &R, vouch: &dyn Vouch) -> Mac {
    vouch.row_mac(&bytes_of(row, R::LIST, vouch.epoch()))
}

/// Whether `mac` is the mark of `row`, over any list that says all of it; compared in constant time.
pub fn vouched<R: Marked>(row: &R, mac: &[u8], vouch: &dyn Vouch) -> bool {
    use subtle::ConstantTimeEq;
    (1..=R::LIST).rev().filter(|list| row.fits(*list)).any(|list| {
        let mark = vouch.row_mac(&bytes_of(row, list, vouch.epoch()));
        mark.as_slice().ct_eq(mac).into()
    })
}

/// The hash of an audit entry: SHA-256 over the previous entry's hash and the entry's exact bytes.
/// Unkeyed, so that anybody can check the chain.
pub fn chain(previous: &[u8; 32], entry: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::new().chain_update(previous).chain_update(entry).finalize().into()
}

/// A sum of MACs modulo 2^256, little-endian: shows removed and replayed rows whatever their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MacSum([u8; 32]);

impl MacSum {
    /// From the bytes that the head keeps.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes that the head keeps.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// Adds a row's mark.
    pub fn add(&mut self, mac: &Mac) {
        let mut carry = 0;
        for (digit, other) in self.0.iter_mut().zip(mac) {
            let sum = u16::from(*digit) + u16::from(*other) + carry;
            *digit = sum as u8;
            carry = sum >> 8;
        }
    }

    /// Takes a row's mark away.
    pub fn take(&mut self, mac: &Mac) {
        let mut borrow = 0;
        for (digit, other) in self.0.iter_mut().zip(mac) {
            let difference = 256 + i16::from(*digit) - i16::from(*other) - borrow;
            *digit = difference as u8;
            borrow = i16::from(difference < 256);
        }
    }
}
