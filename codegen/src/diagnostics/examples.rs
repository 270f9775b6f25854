//! Examples of each code, as `examples/*.md` has them: a section a code, in it a wrong spec and a right one.
//!
//! A block of `yaml` is a part of an operation, or of the file that its fence names; one of `files` lists the files
//! of a tree, each with what it says behind a `#`.

use super::Code;

const SECTIONS: &[&str] = &[
    include_str!("examples/files.md"),
    include_str!("examples/names.md"),
    include_str!("examples/types.md"),
    include_str!("examples/operations.md"),
    include_str!("examples/release.md"),
];

/// An example of a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows: `yaml`, `yaml service.yaml`, `files`.
    pub kind: &'static str,
    /// Its lines.
    pub text: &'static str,
}

impl Code {
    /// A spec that has this fault, and the same without it.
    pub fn examples(self) -> Option<[Example; 2]> {
        let head = format!("# {self}\n");
        let section = SECTIONS.iter().find_map(|sections| Some(sections.split_once(head.as_str())?.1))?;
        let section = section.split("\n# E").next()?;
        // Between the fences there is nothing: every other part is a block.
        let mut blocks = section.split("```").skip(1).step_by(2).filter_map(|block| {
            let (kind, text) = block.split_once('\n')?;
            Some(Example { kind, text })
        });
        Some([blocks.next()?, blocks.next()?])
    }
}
