//! Lowers datetime formats.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, Spanned};
use crate::model::DateTimeFormat;
use crate::spec;

/// The directives of a pattern.
const DIRECTIVES: &str = "%Y %m %d %H %M %S %f %z %:z %%";

/// Lowers the default format of a provider or a service.
pub(super) fn lower_declared(
    declared: &spec::DateTime,
    diagnostics: &mut Diagnostics,
) -> Option<DateTimeFormat> {
    lower_format(declared.format.as_ref(), declared.zone.as_ref(), None, diagnostics)
}

/// Lowers the format of a field, which inherits what it does not declare.
pub(super) fn lower_format(
    text: Option<&Spanned<String>>,
    zone: Option<&Spanned<String>>,
    inherited: Option<&DateTimeFormat>,
    diagnostics: &mut Diagnostics,
) -> Option<DateTimeFormat> {
    let inherited_minutes = match inherited {
        Some(DateTimeFormat::Pattern { offset_minutes, .. }) => *offset_minutes,
        _ => 0,
    };
    let minutes = match zone {
        Some(zone) => parse_zone(zone, diagnostics),
        None => Some(inherited_minutes),
    };
    let pattern = match text {
        None => match inherited? {
            DateTimeFormat::Pattern { pattern, .. } => pattern.clone(),
            number => {
                refuse_zone(zone, diagnostics);
                return Some(number.clone());
            }
        },
        Some(text) => match DateTimeFormat::from_word(&text.value) {
            Some(number) => {
                refuse_zone(zone, diagnostics);
                return Some(number);
            }
            None => {
                check_pattern(text, diagnostics)?;
                text.value.clone()
            }
        },
    };
    Some(DateTimeFormat::Pattern { pattern, offset_minutes: minutes? })
}

fn refuse_zone(zone: Option<&Spanned<String>>, diagnostics: &mut Diagnostics) {
    if let Some(zone) = zone {
        diagnostics.push(Diagnostic::new(Code::MeaninglessKey, zone.span, "a Unix time has no zone"));
    }
}

fn parse_zone(zone: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<i16> {
    let minutes = zone_minutes(&zone.value);
    if minutes.is_none() {
        let message = format!("`{}` is not a zone", zone.value);
        let diagnostic = Diagnostic::new(Code::BadZone, zone.span, message);
        diagnostics.push(diagnostic.help("a zone is `UTC` or an offset such as `+08:00`"));
    }
    minutes
}

fn zone_minutes(zone: &str) -> Option<i16> {
    if zone == "UTC" {
        return Some(0);
    }
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, below: i16| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i16>().ok().filter(|value| digits && *value < below)
    };
    Some(sign * (number(hours, 24)? * 60 + number(minutes, 60)?))
}

/// A part of a pattern.
enum Piece<'a> {
    Literal(char),
    Directive(&'a str),
}

/// Splits a pattern into pieces with their offsets; fails at an unknown directive.
fn parse_pieces(pattern: &str) -> Result<Vec<(usize, Piece<'_>)>, (usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(character) = pattern[at..].chars().next() {
        if character != '%' {
            out.push((at, Piece::Literal(character)));
            at += character.len_utf8();
            continue;
        }
        let known = DIRECTIVES.split(' ').find(|directive| pattern[at..].starts_with(directive));
        let Some(directive) = known else {
            let length = pattern[at..].chars().take(2).map(char::len_utf8).sum::<usize>();
            return Err((at, &pattern[at..at + length]));
        };
        out.push((at, Piece::Directive(directive)));
        at += directive.len();
    }
    Ok(out)
}

fn check_pattern(text: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<()> {
    let bad = |span: Span, message: String| Diagnostic::new(Code::BadDateTimeFormat, span, message);
    let pieces = match parse_pieces(&text.value) {
        Ok(pieces) => pieces,
        Err((at, directive)) => {
            let span = text.span.part(at..at + directive.len());
            let message = format!("`{directive}` is not a directive of a datetime format");
            let known = "a format consists of %Y %m %d %H %M %S %f %z %:z %% and literal text, or is `unix`, `unix_ms`, `unix_text` or `unix_ms_text`";
            diagnostics.push(bad(span, message).help(known));
            return None;
        }
    };
    let directives: Vec<(usize, &str)> = pieces
        .iter()
        .filter_map(|(at, piece)| match piece {
            Piece::Directive(directive) if *directive != "%%" => Some((*at, *directive)),
            _ => None,
        })
        .collect();
    let same =
        |one: &str, other: &str| one.trim_start_matches(['%', ':']) == other.trim_start_matches(['%', ':']);
    for (index, (at, directive)) in directives.iter().enumerate() {
        if directives[..index].iter().any(|(_, before)| same(before, directive)) {
            let span = text.span.part(*at..at + directive.len());
            diagnostics.push(bad(span, format!("`{directive}` is in this format twice")));
            return None;
        }
    }
    let missing = ["%Y", "%m", "%d"]
        .into_iter()
        .find(|part| !directives.iter().any(|(_, directive)| directive == part));
    if let Some(part) = missing {
        let diagnostic = bad(text.span, format!("this format has no `{part}`, so it has no complete date"));
        let diagnostic = match text.value.as_str() {
            "unix_millis" | "unixms" | "unix-ms" | "millis" | "epoch_ms" => {
                diagnostic.help("did you mean `unix_ms`?")
            }
            "unix_seconds" | "epoch" | "seconds" | "timestamp" => diagnostic.help("did you mean `unix`?"),
            _ => diagnostic.help("a format is written like `%Y-%m-%d %H:%M:%S`"),
        };
        diagnostics.push(diagnostic);
        return None;
    }
    Some(())
}

/// Whether `text` has the format of a valid pattern.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let Ok(pieces) = parse_pieces(pattern) else {
        return true;
    };
    let mut rest = text;
    for (_, piece) in pieces {
        let after = match piece {
            Piece::Literal(character) => rest.strip_prefix(character),
            Piece::Directive("%%") => rest.strip_prefix('%'),
            Piece::Directive("%Y") => digits(rest, 4, 0, 9999),
            Piece::Directive("%m") => digits(rest, 2, 1, 12),
            Piece::Directive("%d") => digits(rest, 2, 1, 31),
            Piece::Directive("%H") => digits(rest, 2, 0, 23),
            Piece::Directive("%M") => digits(rest, 2, 0, 59),
            Piece::Directive("%S") => digits(rest, 2, 0, 60),
            Piece::Directive("%f") => {
                let count = rest.bytes().take_while(u8::is_ascii_digit).count();
                (1..=9).contains(&count).then(|| &rest[count..])
            }
            Piece::Directive("%z") => offset(rest, 2),
            Piece::Directive(_) => offset(rest, 3),
        };
        match after {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

fn digits(text: &str, count: usize, low: u16, high: u16) -> Option<&str> {
    let (number, rest) = text.split_at_checked(count)?;
    let good = number.bytes().all(|byte| byte.is_ascii_digit());
    let value: u16 = number.parse().ok()?;
    (good && (low..=high).contains(&value)).then_some(rest)
}

/// `+0800`, or `+08:00` when the minutes start at the third place.
fn offset(text: &str, minutes_at: usize) -> Option<&str> {
    let text = text.strip_prefix(['+', '-'])?;
    digits(text, 2, 0, 23)?;
    if minutes_at == 3 && text.as_bytes().get(2) != Some(&b':') {
        return None;
    }
    digits(text.get(minutes_at..)?, 2, 0, 59)
}

#[cfg(test)]
mod tests {
    use super::{matches, zone_minutes};

    #[test]
    fn zones_are_read() {
        assert_eq!(zone_minutes("UTC"), Some(0));
        assert_eq!(zone_minutes("+08:00"), Some(480));
        assert_eq!(zone_minutes("-03:30"), Some(-210));
        for bad in ["", "Z", "+8", "+08", "+0800", "+24:00", "+08:60", "08:00", "+é8:00"] {
            assert_eq!(zone_minutes(bad), None, "{bad}");
        }
    }

    #[test]
    fn text_is_matched_with_a_pattern() {
        assert!(matches("%Y-%m-%d %H:%M:%S", "2024-01-16 19:04:56"));
        assert!(matches("%Y-%m-%dT%H:%MZ", "2024-01-16T19:04Z"));
        assert!(matches("%Y-%m-%dT%H:%M:%S.%f%z", "2024-01-16T19:04:56.123+0800"));
        assert!(matches("%Y%m%d %:z", "20240116 +08:00"));
        for bad in ["2024-01-16", "2024-13-16 19:04:56", "2024-01-16 19:04:56 ", "2024-01-16 24:04:56", "é"]
        {
            assert!(!matches("%Y-%m-%d %H:%M:%S", bad), "{bad}");
        }
    }
}
