//! Numbers and names as a sentence has them.

const LONGEST_NAME: usize = 80;

/// `1 session`, `3 sessions`, `no session`.
pub(super) fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// A count as the number beside a sentence.
pub(super) fn counted(number: usize) -> f64 {
    number as f64
}

/// A score with two decimals and a real minus sign, which zero never has.
pub(super) fn score(value: f64) -> String {
    let hundredths = hundredths(value);
    let sign = if value < 0.0 && hundredths > 0 { "−" } else { "" };
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The number that [`score`] writes.
pub(super) fn score_said(value: f64) -> f64 {
    let said = hundredths(value) as f64 / 100.0;
    if value < 0.0 && said > 0.0 { -said } else { said }
}

fn hundredths(value: f64) -> u64 {
    whole(value.abs() * 100.0 + 0.5)
}

/// The whole part of a number that is not negative.
///
/// Numbers are written by their digits: the library's way to write fractions is large.
fn whole(value: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small and positive"
    )]
    let whole = value as u64;
    whole
}

/// A percentage with at most one decimal, never rounded up to one that is not reached.
pub(super) fn percent(value: f64) -> String {
    let tenths = tenths(value);
    match tenths % 10 {
        0 => format!("{} %", tenths / 10),
        tenth => format!("{}.{tenth} %", tenths / 10),
    }
}

/// The number that [`percent`] writes.
pub(super) fn percent_said(value: f64) -> f64 {
    tenths(value) as f64 / 10.0
}

fn tenths(value: f64) -> u64 {
    // The billionth keeps 16.1 from turning into 16.0.
    whole(value * 10.0 + 1e-9)
}

/// A name in quotation marks, on one line and cut where it is long.
pub(super) fn quoted(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("“{}…”", line[..end].trim_end()),
        None => format!("“{line}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_none_is_said_in_words() {
        let said = [0, 1, 2].map(|number| count(number, "session"));
        assert_eq!(said, ["no session", "1 session", "2 sessions"]);
    }

    #[test]
    fn a_score_has_two_decimals_and_zero_no_sign() {
        let said = [-1.2, -0.004, 0.0, 0.666, 2.0].map(score);
        assert_eq!(said, ["−1.20", "0.00", "0.00", "0.67", "2.00"]);
    }

    #[test]
    fn a_number_is_said_with_the_decimals_of_its_sentence() {
        assert_eq!([-1.2, -0.004, 0.666, 2.0].map(score_said), [-1.2, 0.0, 0.67, 2.0]);
        assert_eq!([0.0, 16.1, 19.99, 100.0].map(percent_said), [0.0, 16.1, 19.9, 100.0]);
    }

    #[test]
    fn a_percentage_is_never_rounded_up_over_a_mark() {
        let said = [0.0, 16.1, 19.99, 33.333, 60.0, 99.999, 100.0].map(percent);
        assert_eq!(said, ["0 %", "16.1 %", "19.9 %", "33.3 %", "60 %", "99.9 %", "100 %"]);
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        assert_eq!(quoted(" Sleep\n through "), "“Sleep through”");
        assert_eq!(quoted(&"é".repeat(80)), format!("“{}”", "é".repeat(80)));
        assert_eq!(quoted(&"é".repeat(81)), format!("“{}…”", "é".repeat(80)));
    }
}
