//! Facts about an operation that its page lacks and the specs have.

use clouddb_codegen::drift;
use clouddb_codegen::model::Model;
use clouddb_codegen::page::Facts;

/// A fact that is not on the page, with the spec that has it.
pub(super) struct Known<'a> {
    /// The member of the facts: `product`, `action` or `version`.
    pub(super) name: &'static str,
    /// The value in the spec.
    pub(super) value: &'a str,
    /// The spec, relative to the workspace.
    pub(super) file: String,
}

/// The names that the page lacks and the specs have. Huawei's English pages do not name their operation,
/// Alibaba's newer pages do not name the API version.
pub(super) fn missing_names<'a>(facts: &Facts, model: &'a Model) -> Vec<Known<'a>> {
    let owner = drift::find(model, facts).ok();
    let service = owner.map(|owner| owner.service).or_else(|| {
        let product = &facts.product.as_ref()?.value;
        let provider = model.providers.iter().find(|provider| provider.name == facts.vendor.name())?;
        provider.services.iter().find(|service| service.name.eq_ignore_ascii_case(product))
    });
    let product = service.map(|service| ("product", service.name.as_str(), &service.source));
    let action = owner.map(|owner| ("action", owner.operation.name.as_str(), &owner.operation.source));
    let version = service.map(|service| ("version", service.version.as_str(), &service.source));
    let missing = [
        product.filter(|_| facts.product.is_none()),
        action.filter(|_| facts.action.is_none()),
        version.filter(|_| facts.version.is_none()),
    ];
    let known = missing.into_iter().flatten();
    known.map(|(name, value, file)| Known { name, value, file: format!("specs/{file}") }).collect()
}
