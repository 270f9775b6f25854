//! Rows of Alibaba's pages that lost a cell: the name stays, what is lost is unknown and said to be, and no
//! neighbour gets what is not its own.

use clouddb_codegen::page::facts::Field;
use clouddb_codegen::page::{self, Facts};

const LINES: &str = "\
ApsaraDB for MongoDB:ListCopies

Lists the copies of a shard.

Request parameters

Parameter

Type

Required

Description

Example

ShardId

string

Yes

The shard that was copied.

sh-1

CopyKind

string

No

How it was copied.

quick

PageNumber

integer

No

The page. Default value: 4.

9

Response elements

Element

Type

Description

Example

object

The answer.

RequestId

string

The request, for questions about it.

8F1C

Progress

integer

How far it is, in percent of the whole.

18

Examples

Success response

JSON format

{
  \"RequestId\": \"8F1C\",
  \"Progress\": 18
}

Error codes

See Error Codes for a complete list.
";

const SPACED: &str = "\
ListCopies

Lists the copies of a shard.

Request parameters

Parameter Type Required Example Description
Action String Yes ListCopies

What is to be done. Set the value to ListCopies.

ShardId String Yes sh-1

The shard that was copied.

PageNumber Integer No 9

The page. Default value: 4.

Response parameters

Parameter Type Example Description
RequestId String 8F1C

The request, for questions about it.

Progress Integer 18

How far it is, in percent of the whole.

Examples

Sample requests

http(s)://mongodb.aliyuncs.com/?Action=ListCopies
&ShardId=sh-1
&PageNumber=9

Sample success responses

{
  \"RequestId\": \"8F1C\",
  \"Progress\": 18
}

Error codes

For a list of error codes, visit the API Error Center.
";

fn read(text: &str) -> Facts {
    page::read(text.as_bytes()).expect("a page that lost a cell is read")
}

fn with(page: &str, from: &str, to: &str) -> Facts {
    assert!(page.contains(from), "{from}");
    read(&page.replacen(from, to, 1))
}

type Cells<'a> = (&'a str, Option<&'a str>, Option<bool>);

fn cells(fields: &[Field]) -> Vec<Cells<'_>> {
    fields.iter().map(|field| (field.name.as_str(), field.kind.as_deref(), field.required)).collect()
}

fn default_of(facts: &Facts, name: &str) -> Option<String> {
    let field = facts.params.iter().find(|field| field.name == name)?;
    field.values.default.as_ref().map(|value| value.to_string().trim_matches('"').to_owned())
}

#[test]
fn a_type_in_another_case_is_a_type() {
    for (page, from, to, kind) in [
        (LINES, "PageNumber\n\ninteger", "PageNumber\n\nInteger", "Integer"),
        (LINES, "PageNumber\n\ninteger", "PageNumber\n\nenum", "enum"),
        (SPACED, "PageNumber Integer", "PageNumber integer", "integer"),
        (SPACED, "PageNumber Integer", "PageNumber INTEGER", "INTEGER"),
    ] {
        let facts = with(page, from, to);
        assert_eq!(cells(&facts.params).last(), Some(&("PageNumber", Some(kind), Some(false))), "{to}");
        assert_eq!(facts.params.len(), 3, "{to}");
        assert_eq!(default_of(&facts, "PageNumber").as_deref(), Some("4"), "{to}");
    }
}

#[test]
fn a_lost_type_leaves_the_row() {
    for (page, from, to, required) in [
        (LINES, "PageNumber\n\ninteger\n\nNo", "PageNumber\n\nNo", Some(false)),
        (LINES, "PageNumber\n\ninteger\n\nNo", "PageNumber", None),
        (SPACED, "PageNumber Integer No 9", "PageNumber No 9", Some(false)),
        (SPACED, "PageNumber Integer No 9", "PageNumber 9", None),
    ] {
        let facts = with(page, from, to);
        assert_eq!(cells(&facts.params).last(), Some(&("PageNumber", None, required)), "{to}");
        assert_eq!(facts.params.len(), 3, "{to}");
        let before = facts.params.get(1).unwrap();
        assert!(before.values.is_empty(), "{to}: {:?}", before.values);
        assert!(facts.doubts.iter().any(|doubt| doubt.text.contains("PageNumber")), "{:?}", facts.doubts);
    }
}

#[test]
fn a_lost_answer_is_unknown_and_said_to_be() {
    for (page, from, to) in [
        (LINES, "CopyKind\n\nstring\n\nNo", "CopyKind\n\nstring"),
        (SPACED, "PageNumber Integer No 9", "PageNumber Integer 9"),
    ] {
        let facts = with(page, from, to);
        assert_eq!(facts.params.iter().filter(|field| field.required.is_none()).count(), 1, "{to}");
        assert!(facts.doubts.iter().any(|doubt| doubt.text.contains("is required")), "{:?}", facts.doubts);
    }
}

#[test]
fn the_shown_response_vouches_for_a_name() {
    for (page, from, to) in
        [(LINES, "Progress\n\ninteger", "Progress"), (SPACED, "Progress Integer 18", "Progress 18")]
    {
        let facts = with(page, from, to);
        assert_eq!(
            cells(&facts.response),
            [("RequestId", Some("string"), None), ("Progress", None, None)].map(|(name, kind, required)| (
                name,
                kind.map(|kind| if page == SPACED { "String" } else { kind }),
                required
            ))
        );
        assert!(facts.doubts.iter().any(|doubt| doubt.text.contains("Progress")), "{:?}", facts.doubts);
    }
}

#[test]
fn a_lost_name_gives_no_row_and_leaves_the_row_before() {
    for (page, from, to, lost) in [
        (LINES, "PageNumber\n\n", "", "param"),
        (LINES, "Progress\n\n", "", "field"),
        (SPACED, "PageNumber Integer", "Integer", "param"),
        (SPACED, "Progress Integer", "Integer", "field"),
    ] {
        let (whole, facts) = (read(page), with(page, from, to));
        let (params, fields) = if lost == "param" { (2, 2) } else { (3, 1) };
        assert_eq!((facts.params.len(), facts.response.len()), (params, fields), "{to}");
        for (one, other) in whole.params.iter().zip(&facts.params) {
            assert_eq!((&one.values, &one.example), (&other.values, &other.example), "{}", one.name);
        }
        assert_eq!(whole.response.first().unwrap().example, facts.response.first().unwrap().example);
        assert!(facts.doubts.iter().any(|doubt| doubt.text.contains("without a name")), "{:?}", facts.doubts);
    }
}

#[test]
fn a_list_without_a_row_for_its_entries_leaves_the_next_row() {
    let facts = with(LINES, "CopyKind\n\nstring", "CopyKind\n\narray<integer>");
    assert_eq!(cells(&facts.params).last(), Some(&("PageNumber", Some("integer"), Some(false))));
    assert_eq!(facts.params.len(), 3);
}

#[test]
fn number_of_is_no_type() {
    let facts = with(SPACED, "Progress Integer 18\n\nHow", "Progress Number of percents so far.\n\nHow");
    assert!(
        facts.response.iter().all(|field| field.kind.as_deref() == Some("String")),
        "{:?}",
        facts.response
    );
}

#[test]
fn a_sentence_that_starts_as_a_row_is_none() {
    for sentence in [
        "CopyKind Yes if it is elsewhere.",
        "The CopyKind Yes stands for any.",
        "Each copy String No more.",
        "The list of copies.\n\nAll of them are whole.",
        "The array of copies, if any.\n\nAll of them are whole.",
    ] {
        let whole = read(SPACED);
        let facts =
            with(SPACED, "The shard that was copied.", &format!("The shard that was copied.\n\n{sentence}"));
        assert_eq!(cells(&facts.params), cells(&whole.params), "{sentence}");
    }
}
