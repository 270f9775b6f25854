//! Reading pages, against floors in the same run: wall time wanders from machine to machine, ratios little.
//!
//! `cargo bench -p clouddb-codegen`

use std::hint::black_box;
use std::time::{Duration, Instant};

use clouddb_codegen::page::read;

/// Our own pages, one of each form.
const PAGES: &[(&str, &str)] = &[
    ("copied text", include_str!("../tests/it/pages/tencent/2019.txt")),
    ("cells a line", include_str!("../tests/it/pages/alibaba/lines-2025.txt")),
    ("glued cells", include_str!("../tests/it/pages/alibaba/glued-2024.txt")),
    ("| tables", include_str!("../tests/it/pages/huawei/pipe.txt")),
    ("Markdown", include_str!("../tests/it/pages/tencent/source.md")),
    ("reStructuredText", include_str!("../tests/it/pages/huawei/oldest.rst")),
    ("HTML", include_str!("../tests/it/pages/alibaba/page.html")),
];

/// What a file can hold instead: a byte of it must not cost much more than a byte of a page.
const HOSTILE: &[(&str, &str, &str)] = &[
    ("nested blocks", "<html>", "<div>"),
    ("nested tables", "<html>", "<table><tr><td>"),
    ("nested lists", "# a\n\n## b\n\n", "- "),
    ("open emphasis", "# a\n\n## b\n\n", "**a _b "),
    ("tables of blanks", "# a\n\n## b\n\n", "|a|b|\n"),
    ("single words", "", "a\n"),
];

/// The least time of many rounds, the two taken in turns so that a busy moment meets both.
fn compare(name: &str, rounds: u32, mut ours: impl FnMut(), mut floor: impl FnMut()) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let (mut least_ours, mut least_floor) = (Duration::MAX, Duration::MAX);
    for _ in 0..rounds {
        least_ours = least_ours.min(time(&mut ours));
        least_floor = least_floor.min(time(&mut floor));
    }
    let ratio = least_ours.as_secs_f64() / least_floor.as_secs_f64();
    println!("{name:<44} {least_ours:>10.2?}  floor {least_floor:>10.2?}  ratio {ratio:.2}");
}

/// The words of all lines: no reader can look at less.
fn words(page: &str) -> usize {
    page.lines().flat_map(str::split_whitespace).map(|word| word.to_lowercase().len()).sum()
}

fn main() {
    for (form, page) in PAGES {
        compare(
            &format!("{form} / its words"),
            400,
            || _ = black_box(read(black_box(page.as_bytes()))),
            || _ = black_box(words(black_box(page))),
        );
    }
    // An ordinary page of the same form and about the same size, as the bytes of many.
    let page = include_str!("../tests/it/pages/alibaba/page.html");
    for (name, start, piece) in HOSTILE {
        let hostile = format!("{start}{}", piece.repeat(90_000 / piece.len()));
        let times = hostile.len() / page.len();
        compare(
            &format!("{name} / pages of as many bytes"),
            5,
            || _ = black_box(read(black_box(hostile.as_bytes()))),
            || (0..times).for_each(|_| _ = black_box(read(black_box(page.as_bytes())))),
        );
    }
}
