//! The wire protocols and the vendors that the SDK supports, as tables.
//!
//! `docs/new-provider.md` describes how to add one.

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

/// The properties of a protocol that specs depend on.
#[derive(Debug)]
pub struct Rules {
    /// The identifier in specs.
    pub word: &'static str,
    /// Whether operations have an HTTP method and a path with parameters.
    pub has_paths: bool,
    /// The default place of a request field, by HTTP method.
    pub default_place: fn(HttpMethod) -> Place,
    /// Whether a request can have parameters in a place. Others would silently not be sent.
    pub supports_place: fn(HttpMethod, Place) -> bool,
    /// Headers that the protocol sets itself, in lower case.
    pub own_headers: &'static [&'static str],
}

/// A vendor with a hand-written module in the SDK.
#[derive(Debug)]
pub struct Vendor {
    /// The module: `sdk/src/vendor/<name>`. Providers, their folders and features have the same name.
    pub name: &'static str,
    /// The marker type of the module.
    pub marker: &'static str,
    /// The protocol of its API.
    pub protocol: Protocol,
}

/// All vendors, sorted by name.
pub const VENDORS: &[Vendor] = &[
    Vendor { name: "alibaba", marker: "Alibaba", protocol: Protocol::Acs3Rpc },
    Vendor { name: "huawei", marker: "Huawei", protocol: Protocol::SdkRest },
    Vendor { name: "tencent", marker: "Tencent", protocol: Protocol::Tc3Json },
];

static TC3_JSON: Rules = Rules {
    word: "tc3-json",
    has_paths: false,
    default_place: |_| Place::Body,
    supports_place: |method, place| {
        place == Place::Body || (place == Place::Query && method == HttpMethod::Get)
    },
    own_headers: &[],
};

static ACS3_RPC: Rules = Rules {
    word: "acs3-rpc",
    has_paths: false,
    default_place: |_| Place::Query,
    supports_place: |_, place| matches!(place, Place::Query | Place::Body),
    own_headers: &[],
};

static SDK_REST: Rules = Rules {
    word: "sdk-rest",
    has_paths: true,
    default_place: |method| match method {
        HttpMethod::Get | HttpMethod::Delete => Place::Query,
        HttpMethod::Post | HttpMethod::Put | HttpMethod::Patch => Place::Body,
    },
    supports_place: |_, _| true,
    own_headers: &["x-sdk-date", "x-sdk-content-sha256", "x-security-token", "x-project-id"],
};

impl Protocol {
    /// All protocols.
    pub const ALL: &'static [Self] = &[Self::Tc3Json, Self::Acs3Rpc, Self::SdkRest];

    /// The properties of the protocol.
    pub fn rules(self) -> &'static Rules {
        match self {
            Self::Tc3Json => &TC3_JSON,
            Self::Acs3Rpc => &ACS3_RPC,
            Self::SdkRest => &SDK_REST,
        }
    }

    /// The identifier in specs.
    pub fn word(self) -> &'static str {
        self.rules().word
    }

    /// Parses the identifier in specs.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|protocol| protocol.word() == word)
    }
}

impl Vendor {
    /// Finds a vendor by name.
    pub fn from_name(name: &str) -> Option<&'static Self> {
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
    fn the_grammar_has_the_protocols_of_all_vendors() {
        let key = grammar::PROVIDER.keys.iter().find(|key| key.name == "protocol").unwrap();
        let Form::Choice(words) = &key.form else { panic!("`protocol` is not a choice") };
        let known: Vec<&str> = Protocol::ALL.iter().map(|protocol| protocol.word()).collect();
        assert_eq!(&known, words);
        for protocol in Protocol::ALL {
            assert_eq!(Protocol::from_word(protocol.word()), Some(*protocol));
            assert!(VENDORS.iter().any(|vendor| vendor.protocol == *protocol), "no vendor uses {protocol:?}");
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
            assert!(crate::model::RESERVED_TYPES.contains(&vendor.marker), "{}", vendor.marker);
        }
    }
}
