//! A scripted HTTP server on the loopback, and a transport that takes every request there.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use clouddb::{BoxFuture, ReqwestTransport, Transport, TransportError};
use http::{HeaderMap, HeaderValue, Request, Response, Uri};

use crate::support::http_client;

/// Names the URL that a request was made for, before it was taken to the loopback.
const MEANT_FOR: &str = "x-meant-for";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub url: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Seen {
    /// `METHOD url`
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.url)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("(absent)", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The value of a parameter in the URL.
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.url.split_once('?')?;
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        pair.map(str::to_owned)
    }
}

/// Status, body, and perhaps a header.
pub type Answer = (u16, String, Option<(&'static str, &'static str)>);

pub fn answer(status: u16, body: impl Into<String>) -> Answer {
    (status, body.into(), None)
}

/// The server. It answers each request as its script says, or with 404.
pub struct Cloud {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Cloud {
    pub fn new(script: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (log, script) = (seen.clone(), Arc::new(script));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, script) = (log.clone(), script.clone());
                std::thread::spawn(move || serve(stream, &log, &*script));
            }
        });
        Self { address, seen }
    }

    /// A server that answers `METHOD url` with what stands beside it: the first line whose start fits.
    pub fn scripted(lines: &[(&str, u16, &str)]) -> Self {
        let lines: Vec<(String, u16, String)> = lines
            .iter()
            .map(|(line, status, body)| ((*line).to_owned(), *status, (*body).to_owned()))
            .collect();
        Self::new(move |seen| {
            // A `$` ends the URL.
            let line = format!("{}$", seen.line());
            let fits = lines.iter().find(|(start, ..)| line.starts_with(start.as_str()));
            fits.map_or_else(|| answer(404, ""), |(_, status, body)| answer(*status, body.as_str()))
        })
    }

    /// Its own base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes every request here.
    pub fn transport(&self) -> Routed {
        Routed { address: self.address, client: http_client() }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.seen().iter().map(Seen::line).collect()
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<Seen>>, script: &(dyn Fn(&Seen) -> Answer + Send + Sync)) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or_default() == 0 {
            return;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut start = lines[0].split(' ');
    let (method, path) = (start.next().unwrap(), start.next().unwrap());
    let mut headers = HeaderMap::new();
    for line in &lines[1..] {
        let (name, value) = line.split_once(':').unwrap();
        headers
            .append(name.parse::<http::HeaderName>().unwrap(), HeaderValue::from_str(value.trim()).unwrap());
    }
    let length = headers.get("content-length").map_or(0, |l| l.to_str().unwrap().parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let meant_for = headers.remove(MEANT_FOR).map(|url| url.to_str().unwrap().to_owned());
    let seen = Seen {
        method: method.to_owned(),
        url: meant_for.unwrap_or_else(|| path.to_owned()),
        headers,
        body: String::from_utf8(body).unwrap(),
    };
    let (status, body, header) = script(&seen);
    log.lock().unwrap().push(seen);
    let header = header.map(|(name, value)| format!("{name}: {value}\r\n")).unwrap_or_default();
    let answer = format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\n{header}Connection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = reader.into_inner().write_all(answer.as_bytes());
}

/// Takes every request to one server and says in a header where it was going.
#[derive(Clone, Debug)]
pub struct Routed {
    address: SocketAddr,
    client: ReqwestTransport,
}

impl Transport for Routed {
    fn send(&self, mut request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let meant_for = HeaderValue::from_str(&request.uri().to_string()).unwrap();
        request.headers_mut().insert(MEANT_FOR, meant_for);
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let uri = Uri::builder().scheme("http").authority(self.address.to_string()).path_and_query(path);
        *request.uri_mut() = uri.build().unwrap();
        self.client.send(request)
    }
}
