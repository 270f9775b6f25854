//! Rows of Huawei's copied tables that lost cells: what is left of them, and what their neighbours keep.

use clouddb_codegen::page::{self, Facts, facts::Field};

/// A page with this table of the response, and this example of it.
fn page(rows: &str, example: &str) -> String {
    format!(
        "Listing Parcels\n\nFunction\n\nLists parcels.\n\nURI\n\nGET https://{{Endpoint}}/v3/{{project_id}}/parcels\n\n\
         Table 1 Path Parameters\n\nParameter\n\nMandatory\n\nDescription\n\nproject_id\n\nYes\n\nThe project.\n\n\
         Request Parameters\n\nNone\n\nResponse Parameters\n\nTable 2 Response body parameters\n\n\
         Parameter\n\nType\n\nDescription\n\n{rows}\n\nExample Responses\n\n{example}\n\n\
         Status Codes\n\nSee Status Codes.\n\nError Codes\n\nSee Error Codes.\n"
    )
}

fn read(rows: &str, example: &str) -> Facts {
    page::read(page(rows, example).as_bytes()).unwrap()
}

fn response(rows: &str, example: &str) -> Vec<(String, Option<String>)> {
    read(rows, example).response.into_iter().map(|field| (field.name, field.kind)).collect()
}

fn names(rows: &str, example: &str) -> Vec<String> {
    response(rows, example).into_iter().map(|(name, _)| name).collect()
}

/// The values of a field, as the JSON of the facts has them.
fn values(facts: &Facts, field: &str) -> String {
    page::to_json(facts)["values"][format!("R:{field}")].to_string()
}

const BOX: &str = "box\n\nString\n\nThe box. Its weight ranges from 1 to 9.\n\n";

#[test]
fn a_name_alone_is_a_row_if_the_example_has_it_or_a_sentence_ends_before_it() {
    let lost = format!("{BOX}crate_size\n\nNumber of litres.");
    let facts = read(&lost, "{}");
    assert_eq!(names(&lost, "{}"), ["box", "crate_size"]);
    assert_eq!(facts.response[1].kind, None);
    assert!(facts.doubts.iter().any(|doubt| doubt.line == facts.response[1].line), "{:?}", facts.doubts);
    let open = "box\n\nString\n\nThe box, see\n\nsize\n\nThe litres.";
    assert_eq!(names(open, "{\"size\": 3}"), ["box", "size"], "the example vouches for it");
    let facts = read(open, "{}");
    assert_eq!(facts.response.len(), 1, "nothing vouches for it");
    assert!(facts.doubts.iter().any(|doubt| doubt.text.contains("\"size\" may be the name")));
}

#[test]
fn the_first_line_of_a_table_is_a_name() {
    assert_eq!(response("size\n\nThe litres.", "{}"), [("size".to_owned(), None)]);
}

#[test]
fn values_without_bullets_are_no_rows() {
    let listed = "mode\n\nString\n\nThe mode can be:\n\nfast\n\nSent today.\n\nslow\n\nSent some day.";
    assert_eq!(names(listed, "{\"slow\": 1}"), ["mode"]);
    let parted =
        "mode\n\nString\n\nDefinition\n\nThe mode.\n\nRange\n\nfast\n\nslow\n\nDefault Value\n\nslow";
    assert_eq!(names(parted, "{}"), ["mode"]);
    assert_eq!(values(&read(parted, "{}"), "mode"), r#"{"default":"slow"}"#);
    let labelled = "mode\n\nString\n\nThe mode.\n\nDefault Value\n\nfast\n\nSent today.";
    assert_eq!(names(labelled, "{\"fast\": 1}"), ["mode"]);
}

#[test]
fn what_follows_a_lost_name_is_not_its_neighbours() {
    let whole = read(&format!("{BOX}age\n\nInteger\n\nThe value ranges from 20 to 30."), "{}");
    let lost = read(&format!("{BOX}Integer\n\nThe value ranges from 20 to 30."), "{}");
    assert_eq!(values(&lost, "box"), values(&whole, "box"));
    assert_eq!(lost.response.len(), 1);
    assert!(lost.doubts.iter().any(|doubt| doubt.text.contains("a row may have lost its name")));
    let alone = read(
        "box\n\nString\n\nA box\n\nor\n\nThe value ranges from 20 to 30.\n\nlid\n\nString\n\nA lid.",
        "{}",
    );
    assert_eq!(alone.response.len(), 2, "{:?}", alone.response);
}

#[test]
fn a_column_that_is_lost_as_a_whole_is_noted_once() {
    let text = page(BOX, "{}").replace("\n\nYes\n", "\n");
    let more = text.replace("The project.", "The project.\n\nlimit\n\nThe most parcels.");
    let facts = page::read(more.as_bytes()).unwrap();
    let required: Vec<(&str, Option<bool>)> =
        facts.params.iter().map(|field: &Field| (field.name.as_str(), field.required)).collect();
    assert_eq!(required, [("project_id", None), ("limit", None)]);
    assert_eq!(facts.doubts.len(), 1, "{:?}", facts.doubts);
}

#[test]
fn a_structure_is_found_in_another_case_and_by_the_name_of_its_field() {
    let table = |kind: &str| {
        format!(
            "parcel_box{kind}\n\nThe boxes.\n\nTable 3 ParcelBox\n\nParameter\n\nType\n\nDescription\n\nlid\n\nString\n\nA lid."
        )
    };
    for kind in ["\n\nARRAY OF PARCELBOX OBJECTS", ""] {
        let facts = read(&table(kind), "{}");
        assert_eq!(facts.response[1].parent, Some(0), "{kind:?}");
    }
    let orphan = read(&table("").replace("parcel_box", "items"), "{}");
    assert!(orphan.response[1].unplaced && orphan.response[1].parent.is_none());
}

#[test]
fn a_place_holder_without_a_row_is_a_doubt() {
    let text = page(BOX, "{}").replace("/parcels\n", "/depots/{depot_id}/parcels\n");
    let facts = page::read(text.as_bytes()).unwrap();
    assert!(facts.doubts.iter().any(|doubt| doubt.text.contains("{depot_id}")), "{:?}", facts.doubts);
}

#[test]
fn a_state_called_deprecated_marks_no_field() {
    let marks = |text: &str| {
        let facts = read(&format!("state\n\nString\n\nThe state.\n\n{text}"), "{}");
        facts.response.iter().map(|field| field.deprecated).collect::<Vec<_>>()
    };
    assert_eq!(marks("DEPRECATED: It is not made any more."), [false]);
    assert_eq!(marks("Deprecated. Use another one."), [true]);
}
