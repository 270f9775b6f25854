//! Paging, where the names of the fields leave no doubt.

use super::field_type::FieldType;
use super::fields::Field;
use super::notes::Notes;
use super::yaml::{Flow, text};

const OFFSETS: &[&str] = &["offset"];
const LIMITS: &[&str] = &["limit"];
const PAGES: &[&str] = &["pagenumber", "pagenum", "pageno", "currentpage"];
const SIZES: &[&str] = &["pagesize", "limit", "maxresults", "maxresult", "maxitems"];
const TOKENS: &[&str] = &["nexttoken", "marker", "pagetoken", "startmarker"];
const NEXTS: &[&str] = &["nexttoken", "nextmarker", "nextpagetoken", "marker"];
const TOTALS: &[&str] =
    &["totalcount", "totalrecordcount", "totalnum", "total", "totalcounts", "totalnumber"];

/// Whether a parameter of this name is an integer wherever vendors page.
pub(super) fn is_number(name: &str) -> bool {
    let name = folded(name);
    [OFFSETS, LIMITS, PAGES, SIZES].iter().any(|words| words.contains(&name.as_str()))
}

/// How the operation hands out its list in pages; nothing when it does not, or when that is not clear.
pub(super) fn find(request: &[Field], response: &[Field], notes: &mut Notes) -> Option<Flow> {
    let int = |field: &Field| field.of == FieldType::Int;
    let token = |field: &Field| matches!(field.of, FieldType::Text | FieldType::Int | FieldType::Secret);
    let find = |fields: &[Field], words: &[&str], fits: &dyn Fn(&Field) -> bool| {
        let named = |word: &&str| fields.iter().find(|field| folded(&field.name) == **word && fits(field));
        words.iter().find_map(named).map(|field| text(&field.name))
    };
    let size = || find(request, SIZES, &int);
    let flow = if let (Some(offset), Some(limit)) =
        (find(request, OFFSETS, &int), find(request, LIMITS, &int))
    {
        Flow::default().key("style", "offset").key("offset", offset).key("limit", limit)
    } else if let Some(page) = find(request, PAGES, &int) {
        Flow::default().key("style", "page").key("page", page).maybe("size", size())
    } else if let (Some(token), Some(next)) = (find(request, TOKENS, &token), find(response, NEXTS, &token)) {
        Flow::default().key("style", "token").key("token", token).key("next", next).maybe("size", size())
    } else {
        return None;
    };
    let lists: Vec<&Field> = response.iter().filter(|field| matches!(field.of, FieldType::List(_))).collect();
    match lists.as_slice() {
        [items] => {
            let flow = flow.maybe("total", find(response, TOTALS, &int)).key("items", text(&items.name));
            notes.add(items.line, format!("taken for paging, after the names: {flow}"));
            Some(flow)
        }
        [] => {
            notes.whole("it may page, but its response has no list; say `paginate` if it does");
            None
        }
        several => {
            let names: Vec<String> = several.iter().map(|field| format!("`{}`", field.name)).collect();
            notes.whole(&format!(
                "it may page through one of {}; say `paginate` if it does",
                names.join(", ")
            ));
            None
        }
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}
