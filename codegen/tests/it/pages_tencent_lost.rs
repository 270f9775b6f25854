//! Rows of Tencent's pages that have lost a cell: they stay rows, and the rows around them stay as they are.

use clouddb_codegen::page::facts::Field;
use clouddb_codegen::page::{self, Facts};

/// The page with other lines in the tables of parameters and response fields.
fn page(params: &str, response: &str) -> Facts {
    let text = format!(
        "1. API Description\n\nDomain name for API request: tape.tencentcloudapi.com.\n\nWinds tapes.\n\n\
         2. Input Parameters\n\nParameter Name Required Type Description\n\
         Action Yes String Common Params. The value used for this API: WindTapes.\n\
         TapeId Yes String The tape. Default value: first.\n{params}\n\n\
         3. Output Parameters\n\nParameter Name Type Description\n{response}\nRequestId String The request.\n\n\
         4. Example\n\nExample1 Winding\n\nInput Example\n\nPOST / HTTP/1.1\n\n{{\"TapeId\": \"t-1\", \"Speed\": 2}}\n\n\
         Output Example\n\n{{\"Response\": {{\"Tapes\": [{{\"TapeSize\": 1}}], \"Total\": 1, \"RequestId\": \"r\"}}}}\n\n\
         5. Developer Resources\n\nSDK\n\n6. Error Code\n\nError Code Description\nInternalError It broke.\n\
         Was this page helpful?\n"
    );
    page::read(text.as_bytes()).unwrap()
}

fn drawn(fields: &[Field]) -> Vec<String> {
    let cell = |cell: Option<&str>| cell.unwrap_or("?").to_owned();
    let required = |field: &Field| field.required.map(|required| if required { "yes" } else { "no" });
    let draw =
        |field: &Field| format!("{} {} {}", field.name, cell(required(field)), cell(field.kind.as_deref()));
    fields.iter().map(draw).collect()
}

/// The rows of parameters behind the first, with a single line in the table; and how many doubts there are.
fn params(line: &str) -> (Vec<String>, usize) {
    let facts = page(&format!("{line}\nSide No Integer The side."), "Total Integer All tapes.");
    let first = &facts.params[0];
    assert_eq!(first.values.default, Some("first".into()), "{line}");
    assert!(first.values.allowed.is_empty() && first.values.max.is_none(), "{line}");
    let mut rows = drawn(&facts.params[1..]);
    assert_eq!(rows.pop().as_deref(), Some("Side no Integer"), "{line}");
    (rows, facts.doubts.len())
}

#[test]
fn a_row_that_lost_cells_stays_a_row() {
    for (line, wanted) in [
        ("Limit Integer How many. Value range: 1-100. Default value: 20.", "Limit ? Integer"),
        ("Limit No Number of tapes. Value range: 1-100.", "Limit no ?"),
        ("Offset No Specifies the first tape. Default value: 0.", "Offset no ?"),
        ("Tapes.N No Array of tape IDs.", "Tapes no ?"),
        ("TapeName Specifies the name. Default value: none.", "TapeName ? ?"),
        ("Speed turns a minute. Default value: 33.", "Speed ? ?"),
    ] {
        assert_eq!(params(line), (vec![wanted.to_owned()], 1), "{line}");
    }
}

#[test]
fn small_and_capital_letters_are_the_same_cells() {
    for (line, wanted) in [
        ("TapeName No string The name.", "TapeName no string"),
        ("TapeName no String The name.", "TapeName no String"),
        ("TapeName NO STRING The name.", "TapeName no STRING"),
        ("Limit no integer", "Limit no integer"),
    ] {
        assert_eq!(params(line), (vec![wanted.to_owned()], 0), "{line}");
    }
}

#[test]
fn the_rest_of_a_row_harms_no_other() {
    for line in [
        "No String How to sort.\n- asc: upwards. The default value is asc.\n- desc: downwards.",
        "是 String 顺序。默认值：asc。",
        "Limit Number of tapes. Value range: 1-100. Default value: 20.",
        "No | String | How to sort. Default value: asc. |",
    ] {
        assert_eq!(params(line), (Vec::new(), 1), "{line}");
    }
}

#[test]
fn a_line_of_a_description_is_no_row() {
    for line in [
        "SideName Yes if it has sides.",
        "SideName and Speed exclude each other.",
        "Side is ignored then.",
        "Side Speed and more.",
        "Note: String",
        "TencentDB Tapes are old.",
    ] {
        let (rows, _) = params(line);
        assert_eq!(rows, Vec::<String>::new(), "{line}");
    }
}

#[test]
fn the_example_tells_the_rows_of_the_response() {
    let rows = |lines: &str| drawn(&page("Speed No Integer Turns.", lines).response);
    assert_eq!(
        rows("Total All tapes.\nTapes Array of TapeInfo"),
        ["Total ? ?", "Tapes ? Array of TapeInfo", "RequestId ? String"]
    );
    assert_eq!(
        rows("Total integer All tapes.\nTapes array of tapes"),
        ["Total ? integer", "Tapes ? ?", "RequestId ? String"]
    );
    assert_eq!(
        rows("Total Integer All.\nTapeSize The size of one."),
        ["Total ? Integer", "RequestId ? String"]
    );
    assert_eq!(
        rows("Total Integer All.\nArray of TapeInfo Tapes."),
        ["Total ? Integer", "RequestId ? String"]
    );
}

#[test]
fn the_rows_of_tables_with_bars_stay_rows() {
    let table = |row: &str| {
        let facts = page(&format!("\nSpeed No Integer Turns.\n{row}"), "Total Integer All.");
        drawn(&facts.params[2..])
    };
    assert_eq!(table("Limit | Number of tapes |"), ["Limit ? ?"]);
    assert_eq!(table("Limit | Integer | Number of tapes |"), ["Limit ? Integer"]);
}
