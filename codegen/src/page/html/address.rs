//! The address of a saved page: HTML can name its own.

use html5gum::StartTag;

/// The address in `<link rel="canonical" href="…">`, which sites put on each page.
pub(super) fn of_link(tag: &StartTag<usize>) -> Option<String> {
    let attribute = |name: &[u8]| std::str::from_utf8(tag.attributes.get(name)?).ok();
    let is_own = tag.name.as_slice() == b"link" && attribute(b"rel")?.eq_ignore_ascii_case("canonical");
    attribute(b"href").filter(|_| is_own).and_then(address)
}

/// The address in `<!-- saved from url=(0042)https://… -->`, which browsers write.
pub(super) fn of_comment(comment: &[u8]) -> Option<String> {
    let (_, url) = std::str::from_utf8(comment).ok()?.split_once("saved from url=(")?;
    let (_, url) = url.split_once(')')?;
    // What a person had in the address bar may hold more than names the page.
    address(url.split(['?', '#']).next()?)
}

/// An address on the web that holds nobody's name and password.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.contains('@')).then(|| text.to_owned())
}
