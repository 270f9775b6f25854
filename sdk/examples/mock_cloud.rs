//! The mock cloud as a program, for clients in any language.
//!
//! ```text
//! cargo run -p clouddb --features mock,full --example mock_cloud -- --port 8080
//! ```

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clouddb::mock::{MockCloud, ReceivedRequest};
use clouddb::{Credentials, DateTime};

const HELP: &str = "\
A mock of Tencent Cloud, Alibaba Cloud and Huawei Cloud on 127.0.0.1.

Usage: mock_cloud [OPTIONS]

Options:
  --port PORT                    Listen on this port; 0, the default, takes a free one
  --credential ID:SECRET[:TOKEN] Accept this key; can be given several times
  --fixtures DIR                 Answer from DIR/<provider>/<service>/<Operation>.json
  --help                         Show this

The first line on stdout says where it listens; requests are logged on stderr. Ctrl-C stops it.

Examples:
  mock_cloud --port 8080
  mock_cloud --credential FAKEKEY01:fake-secret --credential FAKEKEY02:fake-secret:fake-token
";

/// The fixtures of this repository, when the program runs inside it.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures");

struct Options {
    port: u16,
    credentials: Vec<Credentials>,
    fixtures: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => return print(HELP),
        Err(message) => {
            eprintln!("error: {message}\n\nTry --help.");
            return ExitCode::from(2);
        }
    };
    match run(options).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> std::io::Result<ExitCode> {
    let is_default = options.credentials.is_empty();
    let mut builder = MockCloud::builder().port(options.port).observe(log);
    for credentials in options.credentials {
        builder = builder.credential(credentials);
    }
    let repository = Some(PathBuf::from(FIXTURES)).filter(|folder| folder.is_dir());
    if let Some(folder) = options.fixtures.or(repository) {
        builder = builder.fixtures(folder);
    }
    let cloud = builder.start().await?;
    let listening = print(&format!("listening on {}\n", cloud.endpoint()));
    if listening != ExitCode::SUCCESS {
        return Ok(listening);
    }
    if is_default {
        let key = cloud.credentials();
        eprintln!(
            "accepting the key {} with the secret {}",
            key.access_key_id(),
            key.access_key_secret().expose()
        );
    }
    tokio::signal::ctrl_c().await?;
    cloud.shutdown().await;
    Ok(ExitCode::SUCCESS)
}

/// Writes to stdout and flushes it: another process may wait for the line.
fn print(text: &str) -> ExitCode {
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Logs one line per request; received names are escaped.
fn log(request: &ReceivedRequest) {
    let time = DateTime::from(request.time());
    let time = time.unix_seconds().map(DateTime::from_unix_seconds).unwrap_or(time);
    let verdict = if request.verdict().is_verified() { "verified" } else { "refused" };
    let code = request.error_code().unwrap_or("ok");
    eprintln!(
        "{time} {} {} {verdict} {} {}",
        request.vendor().unwrap_or("unknown"),
        request.operation().escape_debug(),
        request.status(),
        code.escape_debug(),
    );
}

/// Reads the arguments; `None` when only help is wanted.
fn options(arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options { port: 0, credentials: Vec::new(), fixtures: None };
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        // `--port 80` and `--port=80` alike.
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        let mut value =
            || inline.clone().or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--help" | "-h" => return Ok(None),
            "--port" => {
                let text = value()?;
                options.port =
                    text.parse().map_err(|_| format!("{text:?} is no port: a number from 0 to 65535"))?;
            }
            "--credential" => options.credentials.push(credentials(&value()?)?),
            "--fixtures" => {
                let folder = value()?;
                if !Path::new(&folder).is_dir() {
                    return Err(format!("there is no folder {folder:?}"));
                }
                options.fixtures = Some(folder.into());
            }
            _ => return Err(format!("unknown argument {name:?}")),
        }
    }
    Ok(Some(options))
}

/// Reads `ID:SECRET[:TOKEN]`; the token may hold colons. An error does not repeat the text.
fn credentials(text: &str) -> Result<Credentials, String> {
    let mut parts = text.splitn(3, ':');
    let (id, secret, token) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
    if id.is_empty() || secret.is_empty() || token == Some("") {
        return Err("--credential wants ID:SECRET or ID:SECRET:TOKEN".to_owned());
    }
    let credentials = Credentials::new(id, secret);
    Ok(match token {
        Some(token) => credentials.with_token(token),
        None => credentials,
    })
}
