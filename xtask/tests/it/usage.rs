use crate::tree::{Outcome, Tree, ran};

#[test]
fn wrong_arguments_are_a_usage_error() -> Outcome {
    let tree = Tree::new()?;
    let wrong: [&[&str]; 5] = [
        &[],
        &["no-such-command"],
        &["generate", "--check", "--no-verify"],
        &["list", "--format", "xml"],
        &["explain", "E9999"],
    ];
    for arguments in wrong {
        let ran = tree.run(arguments).expect(2);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        assert_ne!(ran.stderr, "", "{arguments:?}");
    }
    Ok(())
}

#[test]
fn help_has_examples_and_exit_codes() -> Outcome {
    let tree = Tree::new()?;
    for command in ["generate", "check", "list", "diff", "explain", "publish", "public-api", "bench-build"] {
        let help = tree.run([command, "--help"]).expect(0).stdout;
        assert!(help.contains(&format!("\n  cargo xtask {command}")), "{help}");
        assert!(help.contains("Exit codes:\n  0  success\n"), "{help}");
        assert!(!help.contains("--root"), "{help}");
    }
    Ok(())
}

#[test]
fn missing_tools_of_public_api_are_named() -> Outcome {
    let tree = Tree::new()?;
    let ran = ran(tree.command(["public-api", "--check"]).env("PATH", tree.path("empty"))).expect(2);
    assert!(ran.stderr.contains("`rustup toolchain install nightly"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    Ok(())
}

#[test]
fn a_code_is_explained() -> Outcome {
    let tree = Tree::new()?;
    let all = tree.run(["explain"]).expect(0).stdout;
    let (first, _) = all.split_once('\n').ok_or("nothing")?;
    let (code, _) = first.split_once(": ").ok_or("no code")?;
    let one = tree.run(["explain", &code.to_lowercase()]).expect(0).stdout;
    assert!(one.starts_with(&format!("{first}\n\nwrong:\n    ")), "{one}");
    assert!(one.contains("\nright:\n    "), "{one}");
    Ok(())
}
