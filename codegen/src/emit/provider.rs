//! The root module, and a vendor's module.

use quote::quote;

use super::layout::{Source, name};
use super::{docs, info};
use crate::model::{Model, Provider};

/// `mod.rs` of the whole tree.
pub(super) fn root(model: &Model) -> String {
    let about = "The typed operations, one module a vendor and one a service.";
    let mut source = Source::of_all(&docs::wrap(about));
    source.group(model.providers.iter().map(|provider| {
        let feature = &provider.name;
        let module = name(&provider.name);
        quote!(#[cfg(feature = #feature)] pub(crate) mod #module;)
    }));
    source.item(quote!(
        use crate::__private::*;
    ));
    source.text(info::services(model));
    source.finish()
}

/// A vendor's `mod.rs`.
pub(super) fn module(provider: &Provider) -> String {
    let mut source = Source::new(&provider.source, &docs::wrap(&format!("{}.", provider.title)));
    source.group(provider.services.iter().map(|service| {
        let feature = &service.feature;
        let module = name(&service.module);
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    }));
    source.item(quote!(
        use crate::__private::*;
    ));
    source.text(info::provider(provider));
    source.finish()
}
