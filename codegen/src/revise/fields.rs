//! Fields that come, go, or change their type.

use super::change::{BY_HAND, Context, Edited, GONE, UNMARKED, edit, insert, prune, set, unset};
use super::order::FIELD;
use super::spec::{At, File, SHARED, Spec, keys};
use crate::draft::fields::TODO;
use crate::draft::parts::Part;
use crate::draft::types::Type;
use crate::draft::yaml::text;
use crate::drift::{Class, Difference, Of};
use crate::spec::{TypeExpr, TypeKind};

/// A field of the spec that a difference is about.
pub(super) struct Found {
    /// Where its map of keys is.
    pub(super) at: At,
    /// It is a caller's.
    pub(super) is_request: bool,
    /// The type that has it; none for the request and the response themselves.
    pub(super) owner: Option<String>,
}

impl Found {
    /// The field that a difference is about.
    pub(super) fn of(spec: &Spec, of: &Difference) -> Result<Self, String> {
        let section = section(of);
        let whole = spec.field(section, &[of.name.as_str()]);
        let at = whole.or_else(|| spec.field(section, &path(of)));
        let at = at.ok_or("it stands in `provider.yaml`, for all services")?;
        let owner = owner(&at);
        Ok(Self { at, is_request: of.of == Of::Param, owner })
    }
}

fn section(of: &Difference) -> &'static str {
    if of.of == Of::Param { "request" } else { "response" }
}

fn path(of: &Difference) -> Vec<&str> {
    of.name.split('.').collect()
}

/// The type that the field at a place is of: `types`, its name, `fields`, the field.
fn owner(at: &At) -> Option<String> {
    match at.keys.as_slice() {
        [types, owner, ..] if types == "types" => Some(owner.clone()),
        _ => None,
    }
}

/// What the page says of the field.
pub(super) fn part(of: &Difference, found: &Found, context: &Context<'_>) -> Result<Part, String> {
    let line = of.new_at.as_ref().map_or(0, |at| at.line);
    let part = context.parts.field(found.is_request, &path(of), line, found.owner.as_deref());
    let part = part.ok_or("the page nests it in another way than the spec")?;
    context.notes.borrow_mut().extend(part.notes.iter().cloned());
    Ok(part)
}

/// A field that came or went, or that callers are to leave.
pub(super) fn whole(spec: &Spec, of: &Difference, context: &Context<'_>) -> Edited {
    if of.class == Class::Added {
        return add(spec, of, context);
    }
    let found = Found::of(spec, of)?;
    match of.class {
        Class::Removed | Class::Reinstated if context.remove && found.at.file == File::Service => {
            Err(SHARED.to_owned())
        }
        Class::Removed if context.remove => {
            let (map, name) = found.at.split().ok_or(BY_HAND)?;
            unset(spec, &map, name).map(prune)
        }
        Class::Removed => Err(GONE.to_owned()),
        Class::Deprecated => set(spec, &found.at, "deprecated", &format!("{{doc: {TODO}}}"), FIELD),
        Class::Revealed => unset(spec, &found.at, "hidden"),
        Class::Reinstated if context.remove => unset(spec, &found.at, "deprecated"),
        Class::Reinstated => Err(UNMARKED.to_owned()),
        _ => Err(BY_HAND.to_owned()),
    }
}

fn add(spec: &Spec, of: &Difference, context: &Context<'_>) -> Edited {
    let path = path(of);
    let Some((_, above)) = path.split_last() else {
        return Err(BY_HAND.to_owned());
    };
    if spec.field(section(of), &path).is_some() {
        // It came with what holds it.
        return Ok(spec.clone());
    }
    let is_request = of.of == Of::Param;
    let holder = match spec.holder(section(of), above) {
        Some(holder) => holder,
        // The page shows now what the spec left open.
        None => return open(spec, of, above, context),
    };
    let owner = owner(&holder);
    if owner.is_some() && !spec.has(&holder) {
        return Err("what holds it in the spec is no object".to_owned());
    }
    let line = of.new_at.as_ref().map_or(0, |at| at.line);
    let part = context.parts.field(is_request, &path, line, owner.as_deref());
    let part = part.ok_or("it cannot be a field of a spec; `docs draft` tells why")?;
    context.notes.borrow_mut().extend(part.notes.iter().cloned());
    let field = &part.field;
    let flow = format!("{}: {}", text(&field.name), field.flow());
    let spec = insert(spec, &holder, &part.before, &field.entry(), &flow)?;
    declare(spec, holder.file, &part.types)
}

/// Gives a type to a field that is `any`, since the page shows what it holds.
fn open(spec: &Spec, of: &Difference, above: &[&str], context: &Context<'_>) -> Edited {
    let holder = spec.field(section(of), above).ok_or("what holds it is not in the spec")?;
    let is_any = |of: TypeExpr| matches!(of.innermost(), TypeKind::Any);
    if !spec.declared(&holder).is_some_and(is_any) {
        return Err("what holds it in the spec has no fields".to_owned());
    }
    let owner = owner(&holder);
    let found = Found { at: holder, is_request: of.of == Of::Param, owner };
    let part = context.parts.field(found.is_request, above, 0, found.owner.as_deref()).ok_or(BY_HAND)?;
    let spec = set(spec, &found.at, "type", &text(&part.field.of.to_string()), FIELD)?;
    let spec = match &part.field.wrapped {
        Some(wrapped) => set(&spec, &found.at, "wrapped", &text(wrapped), FIELD)?,
        None => spec,
    };
    declare(spec, found.at.file, &part.types)
}

/// Takes the type from the page, and with it the rules, which are those of a type.
pub(super) fn retype(spec: &Spec, of: &Difference, found: &Found, context: &Context<'_>) -> Edited {
    let part = part(of, found, context)?;
    let mut spec = spec.clone();
    let flow = part.field.flow();
    for key in ["type", "range", "length", "one_of", "default", "format", "zone", "wrapped", "example"] {
        let value = flow.keys.iter().find(|(name, _)| *name == key);
        spec = match value {
            Some((_, value)) => set(&spec, &found.at, key, value, FIELD)?,
            None => unset(&spec, &found.at, key)?,
        };
    }
    declare(spec, found.at.file, &part.types).map(prune)
}

/// Declares types in the file that names them.
pub(super) fn declare(mut spec: Spec, file: File, types: &[Type]) -> Edited {
    let section = At { file, keys: vec!["types".to_owned()] };
    for of in types {
        let lines = of.block("");
        spec = if spec.has(&section) {
            edit(&spec, &section, |source| source.append(&keys(&section), &lines, ""))?
        } else if file == File::Own {
            insert(&spec, &section, &[], &lines, "")?
        } else {
            return Err("`service.yaml` has no `types` yet; write the first one".to_owned());
        };
    }
    Ok(spec)
}
