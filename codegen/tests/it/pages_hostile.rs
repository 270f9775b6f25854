//! Files that are no pages: whatever they hold, the answer is quick and says what they are.

use std::time::{Duration, Instant};

use clouddb_codegen::page::{Unreadable, parse, read};

/// Far above what any of these needs, even in a debug build on a busy machine.
const SOON: Duration = Duration::from_secs(5);

fn refused(page: &[u8]) -> Unreadable {
    let start = Instant::now();
    let refused = read(page).expect_err("this is no page");
    let took = start.elapsed();
    assert!(took < SOON, "{took:?} for {refused}");
    assert!(refused.help.is_some(), "{refused}");
    refused
}

/// Blocks or a refusal, but soon; and `read` refuses it.
fn odd(page: &str) {
    let start = Instant::now();
    let _ = parse(page.as_bytes());
    let took = start.elapsed();
    assert!(took < SOON, "{took:?} for {:?}…", page.chars().take(60).collect::<String>());
    refused(page.as_bytes());
}
