//! Pages that are named by their address. The web is on the loopback.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::docs_check::{PAGE, agreeing};
use crate::tree::{Outcome, SPEC, ran};
use crate::web::{Web, response, text};

#[test]
fn a_page_is_fetched_with_a_name_of_ours() -> Outcome {
    let web = Web::new(|_, _| text(PAGE))?;
    let ran = web.run(&agreeing()?, &["docs", "check", "@/things"]).expect(0);
    assert!(ran.stdout.starts_with(&format!("{}/things\n", web.address)), "{}", ran.stdout);
    let heads = web.heads();
    assert_eq!(heads.len(), 1);
    assert!(heads[0].to_lowercase().contains("user-agent: clouddb-docs/"), "{}", heads[0]);
    Ok(())
}

#[test]
fn redirects_are_followed_but_not_for_ever() -> Outcome {
    let web = Web::new(|path, _| match path {
        "/old" => response("302 Found", "Location: /new\r\n", ""),
        "/new" => text(PAGE),
        _ => response("302 Found", "Location: /loop\r\n", ""),
    })?;
    let tree = agreeing()?;
    web.run(&tree, &["docs", "check", "@/old"]).expect(0);
    let ran = web.run(&tree, &["docs", "check", "@/loop"]).expect(2);
    assert!(ran.stderr.contains("redirects more than 5 times"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn a_busy_host_gets_one_retry() -> Outcome {
    let busy = || response("429 Too Many Requests", "Retry-After: 0\r\n", "");
    let web = Web::new(move |path, nth| if path == "/busy" || nth == 1 { busy() } else { text(PAGE) })?;
    let tree = agreeing()?;
    web.run(&tree, &["docs", "check", "@/things"]).expect(0);
    let ran = web.run(&tree, &["docs", "check", "@/busy"]).expect(2);
    assert!(ran.stderr.contains("the host responds with 429"), "{}", ran.stderr);
    assert_eq!(web.heads().len(), 4);
    Ok(())
}

#[test]
fn a_long_retry_after_is_not_waited_for() -> Outcome {
    let web = Web::new(|_, _| response("503 Service Unavailable", "Retry-After: 86400\r\n", ""))?;
    let ran = web.run(&agreeing()?, &["docs", "check", "@/things"]).expect(2);
    assert!(ran.stderr.contains("`Retry-After: 86400`"), "{}", ran.stderr);
    assert_eq!(web.heads().len(), 1);
    Ok(())
}

#[test]
fn responses_that_are_not_pages_are_reported() -> Outcome {
    let script = format!(
        "<html><head><title>Things</title></head><body><div></div><script>{}</script></body></html>",
        "start(1);".repeat(100)
    );
    let web = Web::new(move |path, _| match path {
        "/image" => response("200 OK", "Content-Type: image/png\r\n", "PNG"),
        "/script" => response("200 OK", "Content-Type: text/html\r\n", &script),
        "/large" => text(&"a line of text\n".repeat(200_000)),
        "/empty" => text(""),
        _ => response("404 Not Found", "", ""),
    })?;
    let tree = agreeing()?;
    for (path, message) in [
        ("@/image", "this is `image/png`"),
        ("@/script", "rendered by a script"),
        ("@/large", "larger than 2 MB"),
        ("@/empty", "empty"),
        ("@/gone", "the host responds with 404"),
    ] {
        let ran = web.run(&tree, &["docs", "check", path]).expect(2);
        assert!(ran.stderr.contains(message), "{path}: {}", ran.stderr);
    }
    Ok(())
}

#[test]
fn a_silent_host_is_a_timeout() -> Outcome {
    let silent = TcpListener::bind("127.0.0.1:0")?;
    let web = Web { address: format!("http://{}", silent.local_addr()?), heads: Arc::default() };
    let start = Instant::now();
    let ran = web.run(&agreeing()?, &["docs", "check", "@/things", "--timeout", "1"]).expect(2);
    assert!(ran.stderr.contains("does not respond in time"), "{}", ran.stderr);
    assert!(start.elapsed() < Duration::from_secs(20));
    Ok(())
}

#[test]
fn the_pages_of_all_specs_are_one_command() -> Outcome {
    let web = Web::new(|path, _| match path {
        "/docs.example.com/things" => text(PAGE),
        // Not the page of the spec that names it.
        "/docs.example.com/others" => text(PAGE),
        _ => response("404 Not Found", "", ""),
    })?;
    let tree = agreeing()?;
    let all = ["docs", "check", "--fetch", "--mirror", "@"];
    web.run(&tree, &all).expect(0);

    for name in ["others", "absent"] {
        let (path, operation) = (format!("specs/tencent/demo/{name}.yaml"), &name[..1].to_uppercase());
        let spec = format!(
            "operation: {operation}{}\ndoc: Lists {name}.\naccess: read\n\
             page: {{url: \"https://docs.example.com/{name}\"}}\n",
            &name[1..]
        );
        tree.write(&path, &spec)?;
    }
    let ran = web.run(&tree, &all).expect(2);
    assert!(ran.stdout.ends_with("3 pages: 1 agree, 2 cannot be read; 0 differences\n"), "{}", ran.stdout);
    for message in
        ["the host responds with 404", "describes DescribeThings, but specs/tencent/demo/others.yaml"]
    {
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
    }
    Ok(())
}

#[test]
fn a_draft_without_a_url_is_reported_and_not_fetched() -> Outcome {
    let web = Web::new(|_, _| text(PAGE))?;
    let tree = agreeing()?;
    tree.edit(SPEC, "https://docs.example.com/things", "https://docs.example.com/TODO")?;
    let ran = web.run(&tree, &["docs", "check", "--fetch", "--mirror", "@"]).expect(2);
    assert!(ran.stderr.contains("no URL of its page"), "{}", ran.stderr);
    assert_eq!(web.heads().len(), 0);
    Ok(())
}

#[test]
fn requests_to_one_host_keep_their_distance() -> Outcome {
    let web = Web::new(|_, _| text(PAGE))?;
    let tree = agreeing()?;
    let start = Instant::now();
    // The last `--pause` on a command line would be refused, so this one goes by hand.
    let pages = ["/a", "/b"].map(|path| format!("{}{path}", web.address));
    let mut command = tree.command(["docs", "check", "--pause", "300"]);
    for name in ["http_proxy", "all_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    ran(command.args(pages)).expect(0);
    assert!(start.elapsed() >= Duration::from_millis(300));
    Ok(())
}
