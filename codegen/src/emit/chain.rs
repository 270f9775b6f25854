//! `Head::new("…", …).call(…)`: one entry of a table, on one line where it fits.
//!
//! Tables are read by their lines, so they are laid out here and not by `prettyplease`, which breaks
//! such chains at odd places.

use super::layout::WIDTH;

/// A constructor and the calls that follow it.
pub(super) struct Chain {
    head: Call,
    calls: Vec<Call>,
}

/// One call: what stands before its arguments, and behind them.
pub(super) struct Call {
    open: &'static str,
    arguments: Vec<String>,
    close: &'static str,
}

impl Call {
    /// A call such as `.wrapped(` … `)`.
    pub(super) fn new(open: &'static str, arguments: Vec<String>, close: &'static str) -> Self {
        Self { open, arguments, close }
    }

    /// The call on one line.
    pub(super) fn line(&self) -> String {
        format!("{}{}{}", self.open, self.arguments.join(", "), self.close)
    }

    /// The call on a line that starts at `indent`, or on as many as its arguments take.
    pub(super) fn folded(&self, indent: usize) -> String {
        let line = self.line();
        if indent + line.chars().count() < WIDTH {
            return line;
        }
        let mut lines: Vec<String> = Vec::new();
        for argument in &self.arguments {
            let length = argument.chars().count() + ", ,".len();
            match lines.last_mut() {
                Some(last) if indent + 4 + last.chars().count() + length <= WIDTH => {
                    last.push(' ');
                    last.push_str(argument);
                    last.push(',');
                }
                _ => lines.push(format!("{argument},")),
            }
        }
        let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
        let lines: String = lines.iter().map(|line| format!("\n{inner}{line}")).collect();
        format!("{}{lines}\n{outer}{}", self.open, self.close)
    }
}

impl Chain {
    /// The constructor `open` … `)`.
    pub(super) fn new(open: &'static str, arguments: Vec<String>) -> Self {
        Self { head: Call::new(open, arguments, ")"), calls: Vec::new() }
    }

    /// Adds a call.
    pub(super) fn call(&mut self, open: &'static str, arguments: Vec<String>, close: &'static str) {
        self.calls.push(Call::new(open, arguments, close));
    }

    /// The entry with its comma, indented; without a line end.
    pub(super) fn entry(&self, indent: usize) -> String {
        let outer = " ".repeat(indent);
        let line: String = self.calls.iter().map(Call::line).collect();
        let line = format!("{outer}{}{line},", self.head.line());
        if line.chars().count() <= WIDTH {
            return line;
        }
        let head = self.head.folded(indent);
        let calls = self.calls.iter().map(|call| format!("\n{outer}    {}", call.folded(indent + 4)));
        format!("{outer}{head}{},", calls.collect::<String>())
    }
}

/// `&[…]` with one entry a line; `indent` is that of the line on which it begins.
pub(super) fn slice(chains: impl IntoIterator<Item = Chain>, indent: usize) -> String {
    let entries: Vec<_> = chains.into_iter().map(|chain| chain.entry(indent + 4)).collect();
    if entries.is_empty() {
        return "&[]".to_owned();
    }
    format!("&[\n{}\n{}]", entries.join("\n"), " ".repeat(indent))
}

#[cfg(test)]
mod tests {
    use super::{Chain, slice};

    fn chain(name: &str, values: usize) -> Chain {
        let mut chain = Chain::new("New::new(", vec![format!("\"{name}\""), "Kind".to_owned()]);
        chain.call(".required(", Vec::new(), ")");
        let values = (0..values).map(|value| format!("\"value {value}\"")).collect();
        chain.call(".one_of(&[", values, "])");
        chain
    }

    #[test]
    fn what_fits_stays_on_its_line() {
        assert_eq!(
            slice([chain("a", 1)], 4),
            "&[\n        New::new(\"a\", Kind).required().one_of(&[\"value 0\"]),\n    ]"
        );
        assert_eq!(slice([], 4), "&[]");
    }

    #[test]
    fn what_does_not_fit_is_broken_between_calls_then_between_arguments() {
        let text = slice([chain("a", 20), chain(&"long".repeat(30), 1)], 0);
        assert!(text.contains("    New::new(\"a\", Kind)\n        .required()\n        .one_of(&[\n            \"value 0\", "), "{text}");
        assert!(text.contains("\"value 19\",\n        ]),\n"), "{text}");
        let long = text.lines().filter(|line| line.chars().count() > 100).count();
        assert_eq!(long, 1, "only the name that is too long in itself\n{text}");
    }
}
