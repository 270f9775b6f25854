//! Integers, in any notation of numbers.

/// Why a text is not a signed or unsigned 64-bit integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotInteger {
    /// It is not a number.
    Text,
    Fraction,
    OutOfRange,
}

/// No integer of 64 bits has more digits.
const MAX_DIGITS: i64 = 20;

/// The exact integer value of `text`: `12`, `12.0`, `1.2e1`, with spaces around it.
pub(super) fn integer(text: &str) -> Result<i128, NotInteger> {
    let text = text.trim();
    match text.parse::<i64>() {
        Ok(value) => Ok(value.into()),
        Err(_) => from_decimal(text),
    }
}

fn from_decimal(text: &str) -> Result<i128, NotInteger> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) {
        return Err(NotInteger::Text);
    }
    let exponent = exponent.map_or(Some(0), saturating_exponent).ok_or(NotInteger::Text)?;

    // The value is `digits` times ten to the power of `shift`.
    let digits = [whole, fraction].concat();
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    let trailing = length(&digits) - length(digits.trim_end_matches('0'));
    let shift = exponent.saturating_sub(length(fraction)).saturating_add(trailing);
    if shift < 0 {
        return Err(NotInteger::Fraction);
    }
    if length(significant).saturating_add(shift) > MAX_DIGITS {
        return Err(NotInteger::OutOfRange);
    }
    let zeros = "0".repeat(usize::try_from(shift).unwrap_or_default());
    let sign = if text.starts_with('-') { "-" } else { "" };
    let value: i128 = format!("{sign}{significant}{zeros}").parse().map_err(|_| NotInteger::OutOfRange)?;
    let is_in_range = (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&value);
    if is_in_range { Ok(value) } else { Err(NotInteger::OutOfRange) }
}

/// An exponent; one that is out of range saturates.
fn saturating_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let largest = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    Some(text.parse().unwrap_or(largest))
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_exactly() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0e999999999999999999999", 0),
            (" 12\t", 12),
            ("+7", 7),
            ("5242880.0", 5_242_880),
            ("1e3", 1000),
            ("1E+3", 1000),
            ("-1.25e2", -125),
            ("1200e-2", 12),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("9223372036854775807", i64::MAX.into()),
            ("-9223372036854775808.00", i64::MIN.into()),
            ("9223372036854775808", 1 << 63),
            ("18446744073709551615.0", u64::MAX.into()),
            ("0.0000000000000000000001e22", 1),
        ] {
            assert_eq!(integer(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for (text, why) in [
            ("", NotInteger::Text),
            ("-", NotInteger::Text),
            (".5", NotInteger::Text),
            ("1e", NotInteger::Text),
            ("1e+", NotInteger::Text),
            ("1e2e3", NotInteger::Text),
            ("1.2.3", NotInteger::Text),
            ("0x10", NotInteger::Text),
            ("NaN", NotInteger::Text),
            ("4 5", NotInteger::Text),
            ("37.5", NotInteger::Fraction),
            ("1e-1", NotInteger::Fraction),
            ("1e-99999999999999999999", NotInteger::Fraction),
            ("4503599627370496.3", NotInteger::Fraction),
            ("18446744073709551616", NotInteger::OutOfRange),
            ("-9223372036854775809", NotInteger::OutOfRange),
            ("99999999999999999999", NotInteger::OutOfRange),
            ("1e99999999999999999999", NotInteger::OutOfRange),
        ] {
            assert_eq!(integer(text), Err(why), "{text}");
        }
    }
}
