//! The `Authorization` header of all three signatures.

/// `Authorization: <algorithm> <key>=<credential>, SignedHeaders=<a;b>, Signature=<hex>`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Authorization<'a> {
    /// The access key id, with the vendor's scope.
    pub(super) credential: &'a str,
    pub(super) signed_headers: Vec<&'a str>,
    pub(super) signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Reads the header's value; `key` is what the vendor calls the credential. Blanks after the commas are
    /// taken or not: the vendors differ, and their gateways are not strict about it.
    pub(super) fn parse(text: &'a str, algorithm: &str, key: &str) -> Option<Self> {
        let parts = text.strip_prefix(algorithm)?.strip_prefix(' ')?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in parts.split(',') {
            let (name, value) = part.trim().split_once('=')?;
            let slot = match name {
                "SignedHeaders" => &mut signed_headers,
                "Signature" => &mut signature,
                name if name == key => &mut credential,
                _ => return None,
            };
            // A repeated part is ambiguous.
            if value.is_empty() || slot.replace(value).is_some() {
                return None;
            }
        }
        Some(Self {
            credential: credential?,
            signed_headers: signed_headers?.split(';').collect(),
            signature: signature?,
        })
    }

    /// Whether all of `names` are signed.
    pub(super) fn covers(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.signed_headers.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_found_in_any_order() {
        let expected =
            Authorization { credential: "id/day", signed_headers: vec!["a", "b"], signature: "0f" };
        for text in [
            "ALG Credential=id/day, SignedHeaders=a;b, Signature=0f",
            "ALG Credential=id/day,SignedHeaders=a;b,Signature=0f",
            "ALG Signature=0f, SignedHeaders=a;b,  Credential=id/day",
        ] {
            assert_eq!(Authorization::parse(text, "ALG", "Credential").as_ref(), Some(&expected), "{text}");
        }
        assert!(expected.covers(&["a", "b"]));
        assert!(!expected.covers(&["a", "c"]));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "ALG",
            "ALGO Credential=i, SignedHeaders=a, Signature=0f",
            "ALG Credential=i, SignedHeaders=a",
            "ALG Credential=i, SignedHeaders=a, Signature=",
            "ALG Credential=i, SignedHeaders=a, Signature=0f, Signature=0e",
            "ALG Credential=i, SignedHeaders=a, Signature=0f, Extra=1",
            "ALG Access=i, SignedHeaders=a, Signature=0f",
            "ALG Credential, SignedHeaders, Signature",
        ] {
            assert_eq!(Authorization::parse(text, "ALG", "Credential"), None, "{text}");
        }
    }
}
