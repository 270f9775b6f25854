//! TLS against a server on the loopback. Each call is made by a process of its own, with roots of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use clouddb::tencent::redis::{Client, DescribeBackupUrlRequest};
use clouddb::{RetryConfig, tencent};
use rustls::crypto::{CryptoProvider, ring};
use rustls::{CipherSuite, ServerConfig, ServerConnection, StreamOwned};

use crate::credentials::Folder;
use crate::support::{empty_environment, key};

const RESPONSE: &str =
    "HTTP/1.1 200 OK\r\nContent-Length: 48\r\n\r\n{\"Response\":{\"RequestId\":\"fake-request-0001\"}}  ";

/// A server with a certificate of its own for 127.0.0.1.
struct Server {
    address: SocketAddr,
    /// The certificate, in PEM.
    certificate: String,
    /// What each connection that led to a request agreed on: the protocol and the cipher suite.
    agreed: Receiver<(Option<Vec<u8>>, CipherSuite)>,
}

impl Server {
    fn start() -> Self {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], made.signing_key.into())
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, agreed) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let connection = ServerConnection::new(config.clone()).unwrap();
                let mut stream = StreamOwned::new(connection, stream.unwrap());
                if respond(&mut stream).is_ok() {
                    let protocol = stream.conn.alpn_protocol().map(<[u8]>::to_vec);
                    let suite = stream.conn.negotiated_cipher_suite().unwrap().suite();
                    let _ = sender.send((protocol, suite));
                }
            }
        });
        Self { address, certificate: made.cert.pem(), agreed }
    }
}

/// Reads a request and responds.
fn respond(stream: &mut StreamOwned<ServerConnection, TcpStream>) -> std::io::Result<()> {
    let mut reader = BufReader::new(&mut *stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        match line.trim_end().to_ascii_lowercase().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap(),
            None if line == "\r\n" => break,
            _ => {}
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    stream.write_all(RESPONSE.as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}

/// Makes one call to the endpoint of the variable `CLOUDDB_ENDPOINT` and prints how it ended.
#[tokio::test]
#[ignore = "a part of the other tests"]
async fn one_call() {
    let Ok(endpoint) = std::env::var("CLOUDDB_ENDPOINT") else { return };
    if std::env::var_os("CLOUDDB_INSTALL").is_some() {
        let cipher_suites = vec![ring::cipher_suite::TLS13_CHACHA20_POLY1305_SHA256];
        CryptoProvider { cipher_suites, ..ring::default_provider() }.install_default().unwrap();
    }
    let config = tencent::Config::builder().environment(empty_environment()).endpoint(endpoint);
    let config = config.credentials(key()).retry(RetryConfig::off()).build();
    let called = match config {
        Ok(config) => {
            Client::new(&config)
                .describe_backup_url(&DescribeBackupUrlRequest::new("crs-fake0001", "b"))
                .await
        }
        Err(error) => Err(error),
    };
    let installed = if CryptoProvider::get_default().is_some() { "installed" } else { "none" };
    match called {
        Ok(_) => println!("ended: success, provider {installed}"),
        Err(error) => println!("ended: {:?}: {:#}", error.kind(), anyhow::Error::new(error)),
    }
}

/// How the call ends in a process whose roots are those of the file `roots`.
fn call(address: SocketAddr, roots: &Path, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "tls::one_call", "--ignored", "--nocapture"]).env_clear();
    command.env("CLOUDDB_ENDPOINT", address.to_string()).env("SSL_CERT_FILE", roots);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let ended = text.lines().find_map(|line| line.split_once("ended: ")).map(|(_, ended)| ended.to_owned());
    ended.unwrap_or_else(|| panic!("{text} {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn the_roots_of_the_platform_are_trusted_and_nothing_is_installed() {
    let (server, folder) = (Server::start(), Folder::new());
    let ended = call(server.address, &folder.with("roots.pem", &server.certificate), &[]);
    assert_eq!(ended, "success, provider none");
    assert_eq!(server.agreed.recv().unwrap().0.as_deref(), Some(&b"http/1.1"[..]));
}

#[test]
fn a_crypto_provider_that_the_program_has_installed_is_used() {
    let (server, folder) = (Server::start(), Folder::new());
    let ended =
        call(server.address, &folder.with("roots.pem", &server.certificate), &[("CLOUDDB_INSTALL", "1")]);
    assert_eq!(ended, "success, provider installed");
    assert_eq!(server.agreed.recv().unwrap().1, CipherSuite::TLS13_CHACHA20_POLY1305_SHA256);
}

#[test]
fn a_certificate_that_no_root_has_signed_is_refused() {
    let (server, other, folder) = (Server::start(), Server::start(), Folder::new());
    let ended = call(server.address, &folder.with("roots.pem", &other.certificate), &[]);
    let host = server.address;
    assert!(ended.starts_with("Connect: "), "{ended}");
    assert!(ended.contains(&format!("connecting to {host} failed")), "{ended}");
    assert!(ended.contains("invalid peer certificate"), "{ended}");
    assert!(server.agreed.try_recv().is_err(), "a request was sent");
}

#[test]
fn a_server_without_tls_is_refused() {
    let (server, folder) = (Server::start(), Folder::new());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.unwrap().write_all(RESPONSE.as_bytes());
        }
    });
    let ended = call(address, &folder.with("roots.pem", &server.certificate), &[]);
    assert!(ended.starts_with("Connect: "), "{ended}");
}

#[test]
fn a_machine_without_roots_is_an_error_of_the_configuration() {
    let folder = Folder::new();
    let ended = call("127.0.0.1:1".parse().unwrap(), &folder.with("roots.pem", ""), &[]);
    assert!(ended.starts_with("Config: "), "{ended}");
    assert!(ended.contains("the HTTP client cannot be built"), "{ended}");
}
