//! Examples for each code, from `examples/*.md`: one section per code, with a wrong and a right spec.
//!
//! A `yaml` block is part of an operation, or of the file that its fence names. A `files` block lists the files of a
//! tree, each with its content after `#`.

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
    /// The kind of the block: `yaml`, `yaml service.yaml`, `files`.
    pub kind: &'static str,
    /// The text of the block.
    pub text: &'static str,
}

impl Code {
    /// A spec with this error, and the corrected spec.
    pub fn examples(self) -> Option<[Example; 2]> {
        let head = format!("# {self}\n");
        let section = SECTIONS.iter().find_map(|sections| Some(sections.split_once(head.as_str())?.1))?;
        let section = section.split("\n# E").next()?;
        // Text between blocks is empty, so every other part is a block.
        let mut blocks = section.split("```").skip(1).step_by(2).filter_map(|block| {
            let (kind, text) = block.split_once('\n')?;
            Some(Example { kind, text })
        });
        Some([blocks.next()?, blocks.next()?])
    }
}
