//! The wire protocols that the SDK speaks, and the vendors that it speaks them to: one row each.
//!
//! `docs/new-provider.md` walks through adding one.

use super::operation::HttpMethod;
use super::types::Place;

/// A wire protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `tc3-json`: JSON POST, TC3-HMAC-SHA256.
    Tc3Json,
    /// `acs3-rpc`: parameters in the query, ACS3-HMAC-SHA256.
    Acs3Rpc,
    /// `sdk-rest`: path, query and JSON body, SDK-HMAC-SHA256.
    SdkRest,
}

/// What the specs of a protocol's operations go by.
#[derive(Debug)]
pub struct Rules {
    /// The word in specs.
    pub word: &'static str,
    /// Operations have a method and a path of their own, and paths have parameters.
    pub has_paths: bool,
    /// Where a field travels that neither says it nor is part of the path.
    pub default_place: fn(HttpMethod) -> Place,
    /// Whether a request has room for a parameter in a place; what has none would silently not be sent.
    pub has_room: fn(HttpMethod, Place) -> bool,
    /// Headers that the protocol sets itself, in lower case.
    pub own_headers: &'static [&'static str],
}

/// A vendor that the SDK has a hand-written module for.
#[derive(Debug)]
pub struct Vendor {
    /// The module: `sdk/src/vendor/<name>`. Providers, their folders and features have the same name.
    pub name: &'static str,
    /// The marker type that the module offers.
    pub marker: &'static str,
    /// The protocol that it speaks.
    pub protocol: Protocol,
}

/// The vendors, by name.
pub const VENDORS: &[Vendor] = &[
    Vendor { name: "alibaba", marker: "Alibaba", protocol: Protocol::Acs3Rpc },
    Vendor { name: "huawei", marker: "Huawei", protocol: Protocol::SdkRest },
    Vendor { name: "tencent", marker: "Tencent", protocol: Protocol::Tc3Json },
];

static TC3_JSON: Rules = Rules {
    word: "tc3-json",
    has_paths: false,
    default_place: |_| Place::Body,
    has_room: |method, place| place == Place::Body || (place == Place::Query && method == HttpMethod::Get),
    own_headers: &[],
};

static ACS3_RPC: Rules = Rules {
    word: "acs3-rpc",
    has_paths: false,
    default_place: |_| Place::Query,
    has_room: |_, place| matches!(place, Place::Query | Place::Body),
    own_headers: &[],
};

static SDK_REST: Rules = Rules {
    word: "sdk-rest",
    has_paths: true,
    default_place: |method| match method {
        HttpMethod::Get | HttpMethod::Delete => Place::Query,
        HttpMethod::Post | HttpMethod::Put | HttpMethod::Patch => Place::Body,
    },
    has_room: |_, _| true,
    own_headers: &["x-sdk-date", "x-sdk-content-sha256", "x-security-token", "x-project-id"],
};

impl Protocol {
    /// All protocols.
    pub const ALL: &'static [Self] = &[Self::Tc3Json, Self::Acs3Rpc, Self::SdkRest];

    /// What its specs go by.
    pub fn rules(self) -> &'static Rules {
        match self {
            Self::Tc3Json => &TC3_JSON,
            Self::Acs3Rpc => &ACS3_RPC,
            Self::SdkRest => &SDK_REST,
        }
    }

    /// The word in specs.
    pub fn word(self) -> &'static str {
        self.rules().word
    }

    /// What a word in specs says.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|protocol| protocol.word() == word)
    }
}

impl Vendor {
    /// The vendor called `name`.
    pub fn of(name: &str) -> Option<&'static Self> {
        VENDORS.iter().find(|vendor| vendor.name == name)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Protocol, VENDORS};
    use crate::spec::grammar::{self, Form};

    #[test]
    fn protocols_of_vendors_are_the_words_of_the_grammar() {
        let key = grammar::PROVIDER.keys.iter().find(|key| key.name == "protocol").unwrap();
        let Form::Choice(words) = &key.form else { panic!("`protocol` is no choice") };
        let known: Vec<&str> = Protocol::ALL.iter().map(|protocol| protocol.word()).collect();
        assert_eq!(&known, words);
        for protocol in Protocol::ALL {
            assert_eq!(Protocol::of_word(protocol.word()), Some(*protocol));
            assert!(VENDORS.iter().any(|vendor| vendor.protocol == *protocol), "nobody speaks {protocol:?}");
        }
    }

    #[test]
    fn vendors_are_the_modules_of_the_sdk() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sdk/src/vendor");
        let mut modules: Vec<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        modules.sort();
        let names: Vec<&str> = VENDORS.iter().map(|vendor| vendor.name).collect();
        assert_eq!(names, modules);
        for vendor in VENDORS {
            let text = fs::read_to_string(folder.join(vendor.name).join("mod.rs")).unwrap();
            assert!(text.contains(&format!("pub struct {}", vendor.marker)), "{}", vendor.name);
            assert!(crate::model::TAKEN_TYPES.contains(&vendor.marker), "{}", vendor.marker);
        }
    }
}
