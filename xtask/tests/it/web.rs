//! A web on the loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::tree::{Ran, Tree, ran};

/// A server whose responses a closure creates from the path and the number of the request.
pub(crate) struct Web {
    pub(crate) address: String,
    pub(crate) heads: Arc<Mutex<Vec<String>>>,
}

impl Web {
    pub(crate) fn new(answer: impl Fn(&str, usize) -> String + Send + 'static) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        // It ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Whoever hangs up early has seen enough.
                let _ = serve(stream, &answer, &seen);
            }
        });
        Ok(Self { address, heads })
    }

    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().map(|heads| heads.clone()).unwrap_or_default()
    }

    /// Runs a `docs` command that has the server's address in place of `@`, without a proxy or pauses.
    pub(crate) fn run(&self, tree: &Tree, arguments: &[&str]) -> Ran {
        let arguments = arguments.iter().map(|argument| argument.replace('@', &self.address));
        let mut command = tree.command(arguments);
        command.args(["--pause", "0"]);
        for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        ran(&mut command)
    }
}

fn serve(
    mut stream: TcpStream,
    answer: &impl Fn(&str, usize) -> String,
    seen: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let nth = seen.lock().map_or(0, |mut seen| {
        seen.push(head);
        seen.len()
    });
    stream.write_all(answer(&path, nth).as_bytes())
}

pub(crate) fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

pub(crate) fn text(body: &str) -> String {
    response("200 OK", "Content-Type: text/plain; charset=utf-8\r\n", body)
}
