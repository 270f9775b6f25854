//! How tokens become text: one item at a time, blank lines between items and between methods.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::HEADER;
use super::docs;

/// Columns that a line may take.
pub(super) const WIDTH: usize = 100;

/// A file as it grows, item by item.
pub(super) struct Source {
    parts: Vec<String>,
}

impl Source {
    /// A file that is generated from `specs/<source>`, and what its module is about.
    pub(super) fn new(source: &str, about: &[String]) -> Self {
        Self::with_head(&format!("specs/{source}. Edit that file, not this one."), about)
    }

    /// A file that is generated from all specs.
    pub(super) fn of_all(about: &[String]) -> Self {
        Self::with_head("the files under specs/. Edit those, not this.", about)
    }

    fn with_head(from: &str, about: &[String]) -> Self {
        let about = about.iter().map(|line| docs::comment("//!", line)).collect::<Vec<_>>();
        Self { parts: vec![format!("{HEADER}{from}"), about.join("\n")] }
    }

    /// Adds items that belong together, without blank lines between them.
    pub(super) fn group(&mut self, items: impl IntoIterator<Item = TokenStream>) {
        let items: Vec<_> = items.into_iter().map(|tokens| item(&tokens)).collect();
        if !items.is_empty() {
            self.parts.push(items.join("\n"));
        }
    }

    /// Adds one item.
    pub(super) fn item(&mut self, tokens: TokenStream) {
        self.group([tokens]);
    }

    /// Adds text that is laid out already.
    pub(super) fn text(&mut self, text: String) {
        self.parts.push(text);
    }

    /// Adds an `impl` block. `members` are groups: a blank line goes between groups, none inside one.
    pub(super) fn block(&mut self, head: TokenStream, members: impl IntoIterator<Item = TokenStream>) {
        let members: Vec<_> = members.into_iter().map(|group| body(&head, group)).collect();
        let empty = item(&quote!(#head {}));
        self.text(match empty.strip_suffix("{}") {
            Some(open) if !members.is_empty() => format!("{open}{{\n{}\n}}", members.join("\n\n")),
            _ => empty,
        });
    }

    /// The whole file.
    pub(super) fn finish(self) -> String {
        self.parts.join("\n\n") + "\n"
    }
}

/// The lines of `members` as they stand inside `head { … }`.
fn body(head: &TokenStream, members: TokenStream) -> String {
    let block = item(&quote!(#head { #members }));
    let lines = block.strip_suffix('}').and_then(|block| block.split_once("{\n"));
    lines.map_or_else(|| members.to_string(), |(_, lines)| lines.trim_end().to_owned())
}

/// One item, laid out. The model makes sure that the tokens are Rust; if they are not, they are
/// written as they are, and the compiler of the SDK says what is wrong with them.
fn item(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file).trim_end().to_owned(),
        Err(_) => tokens.to_string(),
    }
}

/// Statements, laid out as in the body of a function but not indented.
pub(super) fn statements(tokens: &TokenStream) -> Vec<String> {
    let function = item(&quote!(fn example() { #tokens }));
    let lines: Vec<_> = function.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect()
}

/// A name of the model, raw or not.
pub(super) fn name(text: &str) -> TokenStream {
    match syn::parse_str::<Ident>(text) {
        Ok(ident) => ident.into_token_stream(),
        Err(_) => text.parse().unwrap_or_default(),
    }
}

/// The file of a module: `r#type` is in `type.rs`.
pub(super) fn file_stem(module: &str) -> &str {
    plain(module)
}

/// A name as it is shown to people: `r#type` is `type`.
pub(super) fn plain(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

/// Text as a Rust literal.
pub(super) fn text_literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// `&[…]`
pub(super) fn slice<T: ToTokens>(entries: impl IntoIterator<Item = T>) -> TokenStream {
    let entries = entries.into_iter();
    quote!(&[#(#entries),*])
}
