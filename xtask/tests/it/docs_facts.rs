use serde_json::Value;

use crate::tree::{Outcome, Tree};

const PAGE: &str = include_str!("../../../docs/walk/2025-12-03.txt");

/// One page, a folder of one and a folder of two: always an array.
#[test]
fn facts_are_an_array_however_many_pages_there_are() -> Outcome {
    let tree = Tree::new()?;
    tree.write("one/page.txt", PAGE)?;
    tree.write("two/page.txt", PAGE)?;
    tree.write("two/other.txt", PAGE)?;
    for (pages, count) in [("one/page.txt", 1), ("one", 1), ("two", 2)] {
        let ran = tree.run(["docs", "facts", pages, "--format", "json"]).expect(0);
        let facts: Value = serde_json::from_str(&ran.stdout)?;
        let facts = facts.as_array().ok_or("no array")?;
        assert_eq!(facts.len(), count, "{pages}");
        assert!(facts.iter().all(|of| of["action"] == "DescribeBackupDownloadTask"), "{pages}");
    }
    let ran = tree.run(["docs", "facts", "nowhere.txt", "--format", "json"]).expect(2);
    assert_eq!(ran.stdout, "[]\n");
    Ok(())
}
